package dev.covalent.renderer.link;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.concurrent.StackRoom;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a question on the thread that waits for its answer, instead of handing it to the thread that delivers and being
 * woken by it: that costs one remote call and no change of threads, as {@code sendSync} does.
 *
 * <p>The question keeps the number that it was queued under, so main takes it in its order. A question that somebody has
 * taken already, or that is not the last in the queue, goes the usual way. The call is bounded by the question's deadline,
 * and cut when the user completes the future meanwhile.
 *
 * <p>Thread-safe.
 */
final class Shortcut {
    private static final Logger log = LoggerFactory.getLogger(Shortcut.class);

    private final MainStubs stubs;
    private final Outlet outlet;
    private final LongConsumer abandon;
    private final Semaphore calls;
    private final Duration grace;
    private final Consumer<EarlyReply> answers;
    private final BiConsumer<Reply<?>, RuntimeException> lost;
    private final Consumer<Throwable> broken;

    /**
     * Makes the way.
     *
     * @param abandon tells main not to wait for a number
     * @param calls bounds how many calls there are at a time
     * @param grace how much longer than its deadline a question may take
     * @param answers takes what main answered at once
     * @param lost is told of a question whose answer will never be known
     * @param broken is told that the connection is broken
     */
    Shortcut(
            MainStubs stubs,
            Outlet outlet,
            LongConsumer abandon,
            Semaphore calls,
            Duration grace,
            Consumer<EarlyReply> answers,
            BiConsumer<Reply<?>, RuntimeException> lost,
            Consumer<Throwable> broken) {
        this.stubs = stubs;
        this.outlet = outlet;
        this.abandon = abandon;
        this.calls = calls;
        this.grace = grace;
        this.answers = answers;
        this.lost = lost;
        this.broken = broken;
    }

    /** Sends a question if it is still here; the answer may have arrived then. */
    void send(Reply<?> reply, long sequence) {
        if (Thread.currentThread().isInterrupted() || !StackRoom.isThere() || !calls.tryAcquire()) {
            return; // an interrupted thread cannot use a connection; it goes with what else is queued
        }
        try {
            Payload frame = outlet.claim(sequence);
            if (frame != null) {
                deliver(reply, sequence, frame);
            }
        } finally {
            calls.release();
        }
    }

    private void deliver(Reply<?> reply, long sequence, Payload frame) {
        Duration left = Duration.ofNanos(Math.max(1, reply.deadline() - System.nanoTime()));
        boolean delivered = false;
        try {
            Payload result = stubs.deliver(
                    new FrameBatch(sequence, List.of(frame)),
                    reply.question()::toString,
                    left.plus(grace),
                    reply::cutBy);
            delivered = true;
            FrameBatch.decode(result).frames().forEach(answer -> answers.accept(EarlyReply.decode(answer)));
        } catch (IpcTimeoutException | CancellationException unknown) {
            log.debug("It is not known what became of {}", reply.question());
            lost.accept(reply, unknown);
        } catch (RuntimeException gone) { // whatever it is: nobody else would notice it
            broken.accept(gone);
        } finally {
            if (!delivered) {
                abandon.accept(sequence);
            }
            outlet.claimedIsDone();
        }
    }
}
