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
 * <p>A thread that exists only while there is something of that kind makes these calls, one at a time with all that is
 * known then.
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
            try {
                caller.execute(this::call);
            } catch (RejectedExecutionException closed) {
                log.debug("The link has ended; main need not know of {}", cancel);
            }
        } else {
            tellInSequence(cancel);
        }
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
        try {
            stubs.cancel(new FrameBatch(0, all.stream().map(Upstream::encode).toList()));
        } catch (RuntimeException failed) {
            log.debug("Main was not told ahead of {} requests that were given up", all.size(), failed);
        }
        all.forEach(this::tellInSequence);
    }

    private void tellInSequence(Upstream.Cancel cancel) {
        try {
            sequence.accept(cancel);
        } catch (IpcException ended) {
            log.debug("The link has ended; main need not know of {}", cancel);
        }
    }
}
