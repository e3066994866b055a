package dev.covalent.renderer.boot;

import dev.covalent.common.MessagePort;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.common.observe.Observation;
import dev.covalent.common.observe.Span;
import dev.covalent.renderer.host.RunningHost;
import dev.covalent.renderer.ipc.PageIpc;
import dev.covalent.renderer.link.InboundFrames;
import dev.covalent.renderer.port.PortTable;
import dev.covalent.renderer.remote.RemoteAccess;
import dev.covalent.renderer.storage.StorageCopy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Hands what main sends to the parts of a renderer.
 *
 * <p>Called by the thread that receives, which is not held: what may run code of the page is queued on its loop, in main's
 * order.
 */
final class PageFrames implements InboundFrames {
    private final RunningHost host;
    private final EventLoop loop;
    private final PageIpc ipc;
    private final PortTable ports;
    private final RemoteAccess remote;
    private final StorageCopy storage;
    private final WindowReports reports;
    private final Consumer<PageOrder.MayUnload> mayUnload;
    private final Runnable unload;
    private final Consumer<Throwable> uncaught;

    /**
     * Makes the way of frames to those parts.
     *
     * @param mayUnload is asked, in the loop's turn, whether the page lets its window close
     * @param unload is told that the page is to unload and the process to end; must not wait
     * @param uncaught is told of failures that nobody has looked at
     */
    PageFrames(
            RunningHost host,
            PageIpc ipc,
            PortTable ports,
            RemoteAccess remote,
            StorageCopy storage,
            WindowReports reports,
            Consumer<PageOrder.MayUnload> mayUnload,
            Runnable unload,
            Consumer<Throwable> uncaught) {
        this.host = host;
        this.loop = host.loop();
        this.ipc = ipc;
        this.ports = ports;
        this.remote = remote;
        this.storage = storage;
        this.reports = reports;
        this.mayUnload = mayUnload;
        this.unload = unload;
        this.uncaught = uncaught;
    }

    @Override
    public void take(Downstream frame, Runnable handled) {
        if (frame instanceof Downstream.Message message) {
            List<MessagePort> arrived = ports.adopt(message.ports()); // now: frames about them may follow
            long arrival = Observation.arrival();
            loop.execute(() -> {
                handled.run();
                Span span = Observation.handling(message, arrival);
                if (ipc.deliver(message, arrived)) {
                    span.done();
                } else {
                    span.unheard();
                }
            });
            return;
        }
        long arrival = Observation.arrival();
        if (frame instanceof Downstream.Invoke request) {
            long received = System.nanoTime();
            loop.execute(() -> {
                handled.run();
                ipc.serve(request, received, Observation.handling(request, arrival));
            });
            return;
        }
        if (frame instanceof Downstream.PortTaken taken) {
            ports.taken(taken);
            handled.run();
            return;
        }
        if (frame instanceof Downstream.PostingSettled settled) {
            ports.settled(settled);
            handled.run();
            return;
        }
        if (arrival == 0) {
            hand(frame);
        } else {
            handObserved(frame, arrival);
        }
        loop.execute(handled); // behind whatever the frame has queued there
    }

    private void hand(Downstream frame) {
        if (frame instanceof Downstream.Cancel cancel) {
            ipc.cancelAhead(cancel);
            loop.execute(() -> ipc.cancel(cancel));
        } else if (frame instanceof Downstream.PortMessage message) {
            ports.received(message); // what waits at a port is bounded there
        } else if (frame instanceof Downstream.PortClosed end) {
            ports.closed(end);
        } else if (frame instanceof Downstream.CallbackCall call) {
            remote.received(call);
        } else if (frame instanceof Downstream.ReferencesReleased released) {
            remote.received(released);
        } else if (frame instanceof Downstream.BagChanged changes) {
            remote.received(changes);
        } else if (frame instanceof WindowNews news) {
            remote.received(news);
        } else if (frame instanceof Downstream.StorageChanged change) {
            storage.changed(change);
        } else if (frame instanceof PageOrder.MayUnload question) {
            loop.execute(() -> mayUnload.accept(question));
        } else if (frame instanceof PageOrder.WindowChange change) {
            loop.execute(() -> host.apply(change.number(), change.command()));
        } else if (frame instanceof PageOrder.WindowReportTaken) {
            loop.execute(reports::taken);
        } else if (frame instanceof PageOrder.Unload) {
            unload.run();
        } else {
            throw new IllegalStateException("Nobody takes a " + frame.getClass().getSimpleName());
        }
    }

    /** Records the turns between that in which the frame's handling begins and that in which it has ended. */
    private void handObserved(Downstream frame, long arrival) {
        AtomicReference<Span> span = new AtomicReference<>(Span.OFF);
        loop.execute(() -> span.set(Observation.handling(frame, arrival)));
        hand(frame);
        loop.execute(() -> Objects.requireNonNull(span.get(), "span").done());
    }

    @Override
    public void delivered() {
        ports.resume();
    }

    @Override
    public void drained(int receiver) {
        loop.execute(() -> ipc.drained(receiver));
    }

    @Override
    public void unclaimed(Parcel answer) {
        remote.discarded(answer);
    }

    @Override
    public void ignored(Throwable failure) {
        uncaught.accept(failure);
    }
}
