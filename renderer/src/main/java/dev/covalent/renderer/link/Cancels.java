package dev.covalent.renderer.link;

import dev.covalent.common.IpcException;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells main which requests nobody waits for any more. In the sequence, as everything; but while main has not taken what
 * was sent before, perhaps because its loop is held by the very handler that is to know, by a call of its own first.
 *
 * <p>And which numbers it need not wait for, since what they stood for may not have been sent: what main has of later ones
 * may wait for just that, so this is never said in the sequence.
 *
 * <p>A thread that exists only while there is something of these kinds makes these calls, one at a time.
 *
 * <p>Thread-safe.
 */
final class Cancels implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cancels.class);
    private static final int MOST_WAITING = 10_000;

    private final MainStubs stubs;
    private final Outlet outlet;
    private final Consumer<Upstream> sequence;
    private final ExecutorService caller;
    private final BlockingQueue<Upstream.Cancel> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    /**
     * Makes the way.
     *
     * @param sequence sends a frame in the sequence
     */
    Cancels(String name, MainStubs stubs, Outlet outlet, Consumer<Upstream> sequence) {
        this.stubs = stubs;
        this.outlet = outlet;
        this.sequence = sequence;
        this.caller = Threads.single("cancels-" + name);
    }

    /** Tells main; does not wait for it. */
    void tell(Upstream.Cancel cancel) {
        if (outlet.isHeldUp() && waiting.offer(cancel)) {
            execute(this::call);
        } else {
            tellInSequence(cancel);
        }
    }

    /** Tells main not to wait for the number of a request that was given up and may not have been sent. */
    void abandon(long number) {
        execute(() -> stubs.abandon(number));
    }

    /** Stops telling. Closing twice is a no-op. */
    @Override
    public void close() {
        caller.shutdownNow();
    }

    private void call() {
        List<Upstream.Cancel> all = new ArrayList<>();
        waiting.drainTo(all);
        if (all.isEmpty()) {
            return; // an earlier call took them along
        }
        guarded(() -> stubs.cancel(
                new FrameBatch(0, all.stream().map(Upstream::encode).toList())));
        all.forEach(this::tellInSequence);
    }

    private void execute(Runnable call) {
        try {
            caller.execute(() -> guarded(call));
        } catch (RejectedExecutionException closed) {
            log.debug("The link has ended; main need not know what was given up");
        }
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failed) { // who delivers and receives notices that as well
            log.debug("Main was not told what was given up", failed);
        }
    }

    private void tellInSequence(Upstream.Cancel cancel) {
        try {
            sequence.accept(cancel);
        } catch (IpcException ended) {
            log.debug("The link has ended; main need not know of {}", cancel);
        }
    }
}
