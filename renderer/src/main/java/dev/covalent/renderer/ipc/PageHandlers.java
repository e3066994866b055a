package dev.covalent.renderer.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.Cancellation;
import dev.covalent.common.ErrorMapper;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.HandlerTable;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.HandlerCall;
import dev.covalent.common.invoke.HandlerFailure;
import dev.covalent.common.invoke.Invocation;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.invoke.OwedAnswer;
import dev.covalent.common.observe.Span;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.IpcRendererInvokeEvent;
import dev.covalent.renderer.host.Uncaught;
import dev.covalent.renderer.link.MainLink;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handlers of a page, and the requests of main's that they have not answered. Thread-safe. */
final class PageHandlers {
    private final MainLink link;
    private final IpcRenderer sender;
    private final OpenInvocations open;
    private final Consumer<Throwable> uncaught;
    private final HandlerTable<IpcRenderer.Handler> table = new HandlerTable<>();
    private final AtomicReference<@Nullable ErrorMapper> mapper = new AtomicReference<>();

    /**
     * Makes a page without handlers.
     *
     * @param sender what events name as their sender
     * @param uncaught is told what an error mapper throws
     */
    PageHandlers(MainLink link, IpcRenderer sender, OpenInvocations open, Consumer<Throwable> uncaught) {
        this.link = link;
        this.sender = sender;
        this.open = open;
        this.uncaught = uncaught;
    }

    Subscription errorMapper(ErrorMapper next) {
        mapper.set(Objects.requireNonNull(next, "mapper"));
        return () -> mapper.compareAndSet(next, null);
    }

    HandlerTable<IpcRenderer.Handler> table() {
        return table;
    }

    /** Gives a request, received at that time, to the channel's handler; in the loop's turn. */
    void serve(Downstream.Invoke request, long received, Span span) {
        open.serve(
                new Invocation(
                        request.call(),
                        request.channel(),
                        request.deadlineMillis(),
                        received,
                        request.arguments().length()),
                cancellation -> {
                    span.endsIfGivenUp(cancellation);
                    return call(request, cancellation);
                },
                outcome -> {
                    span.answered(outcome);
                    reply(request, outcome);
                });
    }

    /** Learns, on whatever thread, what is yet to be {@linkplain #cancel said in its turn}. */
    void cancelAhead(Downstream.Cancel cancel) {
        open.giveUpAhead(cancel.call(), cancel.late());
    }

    void cancel(Downstream.Cancel cancel) {
        open.giveUp(cancel.call(), cancel.late());
    }

    void mainGone() {
        open.drop();
    }

    private CompletionStage<Outcome> call(Downstream.Invoke request, Cancellation cancellation) {
        IpcRenderer.Handler handler = table.take(request.channel());
        if (handler == null) {
            return HandlerCall.withoutHandler(request.channel());
        }
        Arguments arguments = StructuredClone.arguments(request.arguments().giveAway());
        return HandlerCall.run(
                request.channel(),
                mapper.get(),
                uncaught,
                Uncaught::endIfOutOfMemory,
                () -> handler.handle(new IpcRendererInvokeEvent(sender, cancellation), arguments));
    }

    private void reply(Downstream.Invoke request, Outcome outcome) {
        OwedAnswer.send(
                outcome,
                "invoke of '" + request.channel() + "'",
                full -> HandlerFailure.of(request.channel(), full),
                answer -> link.post(new Upstream.InvokeReply(request.call(), answer)));
    }
}
