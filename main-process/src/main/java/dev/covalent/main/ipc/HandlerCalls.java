package dev.covalent.main.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.ErrorMapper;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Failures;
import dev.covalent.common.invoke.HandlerCall;
import dev.covalent.main.IpcMain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls handlers, in the turn or by their executor, and makes outcomes of what they return or throw. Thread-safe. */
final class HandlerCalls {
    private final WaitingRoom waiting;
    private final Consumer<Throwable> uncaught;

    /**
     * Makes the caller of handlers.
     *
     * @param uncaught is told what error mappers throw
     */
    HandlerCalls(WaitingRoom waiting, Consumer<Throwable> uncaught) {
        this.waiting = waiting;
        this.uncaught = uncaught;
    }

    CompletionStage<Outcome> call(
            Handling handling,
            InvokeEvent event,
            Upstream.Invoke request,
            Arguments arguments,
            @Nullable ErrorMapper mapper) {
        Call call = new Call(handling.handler(), event, request.channel(), arguments, mapper);
        Executor executor = handling.executor();
        return executor == null ? call.run() : byExecutor(executor, request, call);
    }

    private CompletionStage<Outcome> byExecutor(Executor executor, Upstream.Invoke request, Call call) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        WaitingRoom.Entry entry = waiting.enter(
                request.arguments().length(),
                executor,
                () -> call.run().whenComplete((outcome, thrown) -> {
                    if (thrown == null) {
                        answer.complete(outcome);
                    } else {
                        answer.completeExceptionally(thrown);
                    }
                }));
        if (entry == WaitingRoom.Entry.FULL) {
            answer.complete(Failures.busy(
                    request.channel(),
                    "Error: as many bytes wait for main's workers as may, the bound is " + waiting.bound()
                            + "; nothing ran. Send less, or raise MainProcess.builder().queueBound"));
        } else if (entry == WaitingRoom.Entry.REJECTED) {
            answer.complete(Failures.busy(request.channel(), "Error: the handler's executor rejected it; nothing ran"));
        }
        return answer;
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
            return HandlerCall.run(channel, mapper, uncaught, () -> handler.handle(event, arguments));
        }
    }
}
