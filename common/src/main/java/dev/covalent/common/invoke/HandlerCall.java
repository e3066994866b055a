package dev.covalent.common.invoke;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.FailureLog;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the handler of a request and makes the outcome of what it returns, completes or throws. */
public final class HandlerCall {
    private static final Logger log = LoggerFactory.getLogger(HandlerCall.class);
    private static final FailureLog failures = new FailureLog(log);

    private HandlerCall() {}

    /** Returns the outcome for a channel that nobody handles. */
    public static CompletionStage<Outcome> withoutHandler(String channel) {
        log.warn("Error occurred in handler for '{}': No handler registered for '{}'", channel, channel);
        return CompletableFuture.completedFuture(Failures.noHandler(channel));
    }

    /** Calls a handler; the outcome is there at once, or when the stage that it returned is complete. */
    public static CompletionStage<Outcome> run(String channel, Callable<@Nullable Object> handler) {
        try {
            Object result = handler.call();
            if (result instanceof CompletionStage<?> stage) {
                return stage.handle(
                        (value, thrown) -> thrown == null ? success(channel, value) : failure(channel, thrown));
            }
            return CompletableFuture.completedFuture(success(channel, result));
        } catch (Throwable thrown) { // whatever a handler throws is its answer
            return CompletableFuture.completedFuture(failure(channel, thrown));
        }
    }

    private static Outcome success(String channel, @Nullable Object value) {
        try {
            return new Outcome.Success(Payload.of(StructuredClone.encode(value, "result")));
        } catch (RuntimeException uncloneable) { // also what an accessor of the value threw: the caller waits
            return failure(channel, uncloneable);
        }
    }

    private static Outcome failure(String channel, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        Outcome.Failure answer = Failures.handler(channel, cause);
        failures.warn("Error occurred in handler for '" + channel + "'", cause);
        return answer;
    }
}
