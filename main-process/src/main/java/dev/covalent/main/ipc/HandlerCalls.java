package dev.covalent.main.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.ErrorMapper;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.invoke.Failures;
import dev.covalent.common.invoke.HandlerCall;
import dev.covalent.common.invoke.HandlerFailure;
import dev.covalent.main.IpcMain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls handlers, in the turn or by their executor, and makes outcomes of what they return or throw. Thread-safe. */
final class HandlerCalls {
    private static final Logger log = LoggerFactory.getLogger(HandlerCalls.class);

    private final Consumer<Throwable> uncaught;

    /**
     * Makes the caller of handlers.
     *
     * @param uncaught is told what error mappers and executors throw
     */
    HandlerCalls(Consumer<Throwable> uncaught) {
        this.uncaught = uncaught;
    }

    CompletionStage<Outcome> call(
            Handling handling, InvokeEvent event, String channel, Arguments arguments, @Nullable ErrorMapper mapper) {
        Call call = new Call(handling.handler(), event, channel, arguments, mapper);
        Executor executor = handling.executor();
        return executor == null ? call.run() : byExecutor(executor, call);
    }

    private CompletionStage<Outcome> byExecutor(Executor executor, Call call) {
        Queued queued = new Queued(call);
        try {
            executor.execute(queued);
        } catch (RejectedExecutionException full) {
            log.warn("{} rejected a request", executor.getClass().getName(), full);
            queued.refuse(refused ->
                    Failures.busy(refused.channel, "Error: the handler's executor rejected it; nothing ran"));
        } catch (Throwable thrown) { // the user's executor, which may throw anything
            uncaught.accept(thrown);
            queued.refuse(refused -> HandlerFailure.of(refused.channel, thrown, refused.mapper, uncaught));
        }
        return queued.answer;
    }

    /** One call of a handler. */
    private final class Call {
        private final IpcMain.Handler handler;
        private final InvokeEvent event;
        private final String channel;
        private final Arguments arguments;
        private final @Nullable ErrorMapper mapper;

        private Call(
                IpcMain.Handler handler,
                InvokeEvent event,
                String channel,
                Arguments arguments,
                @Nullable ErrorMapper mapper) {
            this.handler = handler;
            this.event = event;
            this.channel = channel;
            this.arguments = arguments;
            this.mapper = mapper;
        }

        private CompletionStage<Outcome> run() {
            return HandlerCall.run(channel, mapper, uncaught, failed -> {}, () -> handler.handle(event, arguments));
        }
    }

    /**
     * A call that an executor has or had. It runs at most once, also by an executor that both runs and rejects it, and not
     * at all when nobody waits any more: the executor then keeps this, but the call and its arguments are let go.
     */
    private static final class Queued implements Runnable {
        private final AtomicReference<@Nullable Call> waiting;
        private final CompletableFuture<Outcome> answer = new CompletableFuture<>();

        private Queued(Call call) {
            waiting = new AtomicReference<>(call);
            var unused = call.event.cancellation().onCancelled(() -> waiting.set(null));
        }

        @Override
        public void run() {
            Call call = waiting.getAndSet(null);
            if (call == null || call.event.cancellation().isCancelled()) {
                return;
            }
            var unused = call.run().whenComplete((outcome, thrown) -> {
                if (thrown == null) {
                    answer.complete(outcome);
                } else {
                    answer.completeExceptionally(thrown);
                }
            });
        }

        /** Answers without a run, unless it has run. */
        private void refuse(Function<Call, Outcome> refusal) {
            Call call = waiting.getAndSet(null);
            if (call != null) {
                answer.complete(refusal.apply(call));
            }
        }
    }
}
