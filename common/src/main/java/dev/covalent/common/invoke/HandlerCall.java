package dev.covalent.common.invoke;

import dev.covalent.common.ErrorMapper;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.FailureLog;
import dev.covalent.common.frame.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the handler of a request and makes the outcome of what it returns, completes or throws. */
public final class HandlerCall {
    private static final Logger log = LoggerFactory.getLogger(HandlerCall.class);
    private static final FailureLog failures = new FailureLog(log);

    private final String channel;
    private final @Nullable ErrorMapper mapper;
    private final Consumer<Throwable> uncaught;
    private final Consumer<Throwable> failed;

    private HandlerCall(
            String channel, @Nullable ErrorMapper mapper, Consumer<Throwable> uncaught, Consumer<Throwable> failed) {
        this.channel = channel;
        this.mapper = mapper;
        this.uncaught = uncaught;
        this.failed = failed;
    }

    /** Returns the outcome for a channel that nobody handles. */
    public static CompletionStage<Outcome> withoutHandler(String channel) {
        log.warn("Error occurred in handler for '{}': No handler registered for '{}'", channel, channel);
        return CompletableFuture.completedFuture(Failures.noHandler(channel));
    }

    /**
     * Calls a handler; the outcome is there at once, or when the stage that it returned is complete.
     *
     * @param mapper decides what the caller sees of a failure; null for the default form
     * @param uncaught is told what the mapper throws
     * @param failed is told what the handler failed with, before that is answered
     */
    public static CompletionStage<Outcome> run(
            String channel,
            @Nullable ErrorMapper mapper,
            Consumer<Throwable> uncaught,
            Consumer<Throwable> failed,
            Callable<@Nullable Object> handler) {
        return new HandlerCall(channel, mapper, uncaught, failed).run(handler);
    }

    private CompletionStage<Outcome> run(Callable<@Nullable Object> handler) {
        try {
            Object result = handler.call();
            if (result instanceof CompletionStage<?> stage) {
                // A future of this class's own: what a stage of the user's making gives could throw at whoever waits.
                CompletableFuture<Outcome> answer = new CompletableFuture<>();
                var unused = stage.handle(
                        (value, thrown) -> answer.complete(thrown == null ? success(value) : failure(thrown)));
                return answer;
            }
            return CompletableFuture.completedFuture(success(result));
        } catch (Throwable thrown) { // whatever a handler throws is its answer
            return CompletableFuture.completedFuture(failure(thrown));
        }
    }

    private Outcome success(@Nullable Object value) {
        try {
            return new Outcome.Success(StructuredClone.encode(value, "result"));
        } catch (RuntimeException | Error uncloneable) { // also what an accessor of the value threw: the caller waits
            return failure(uncloneable);
        }
    }

    private Outcome failure(Throwable thrown) {
        Throwable cause = HandlerFailure.unwrapped(thrown);
        try {
            failures.warn("Error occurred in handler for '" + channel + "'", cause);
        } finally {
            failed.accept(cause);
        }
        return HandlerFailure.of(channel, cause, mapper, uncaught);
    }
}
