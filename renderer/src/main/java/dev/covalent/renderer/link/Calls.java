package dev.covalent.renderer.link;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.concurrent.StackRoom;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.RequestSubject;
import dev.covalent.common.invoke.Answers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that threads of this renderer wait for, each sent by the thread itself, by a remote call of its own.
 *
 * <p>The answer is that call's result. Main sends it ahead, as a frame, if its listener goes on for long after it has set
 * the {@code returnValue}; the call, which would last as long as the listener, is then cut.
 *
 * <p>Thread-safe.
 */
final class Calls {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    private final MainStubs stubs;
    private final Outlet outlet;
    private final LongConsumer abandon;
    private final Semaphore permits;
    private final int most;
    private final Duration grace;
    private final Consumer<Throwable> broken;
    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

    /**
     * Makes the way.
     *
     * @param abandon tells main not to wait for a number
     * @param most how many calls there may be at a time
     * @param grace how much longer than its deadline a call may take
     * @param broken is told that the connection is broken
     */
    Calls(MainStubs stubs, Outlet outlet, LongConsumer abandon, int most, Duration grace, Consumer<Throwable> broken) {
        this.stubs = stubs;
        this.outlet = outlet;
        this.abandon = abandon;
        this.most = most;
        this.permits = new Semaphore(most, true);
        this.grace = grace;
        this.broken = broken;
    }

    /** Returns what bounds how many calls there are at a time. */
    Semaphore permits() {
        return permits;
    }

    /**
     * Sends a request and waits for its answer, in all no longer than the deadline and the grace.
     *
     * @param notSent is run if it is certain that main never gets the request
     */
    Parcel call(Request request, Duration deadline, Runnable notSent) {
        Duration left;
        try {
            left = deadline.minus(awaitPermit(request, deadline));
        } catch (RuntimeException refused) {
            notSent.run();
            throw refused;
        }
        Outcome outcome;
        try {
            outcome = send(request, left.plus(grace));
        } catch (IpcTimeoutException cut) {
            throw late(request, deadline, cut);
        } finally {
            permits.release();
        }
        return Answers.value(outcome);
    }

    private static IpcTimeoutException late(Request request, Duration deadline, IpcTimeoutException cut) {
        IpcTimeoutException late = new IpcTimeoutException("No answer to " + RequestSubject.of(request) + " within "
                + deadline.toMillis()
                + " ms; it may still run. Is main stopped, or its loop busy? Else answer sooner, or"
                + " wait longer: withDeadline(…) for one request, MainProcess.builder().requestTimeout for all");
        late.initCause(cut);
        return late;
    }

    /** Takes an answer that main sends ahead of the call's result. */
    void answeredAhead(Downstream.SyncReply reply) {
        Waiting caller = waiting.get(reply.sequence());
        if (caller == null) {
            log.debug("Answer to call {} came when its result had come", reply.sequence());
        } else {
            caller.answer(reply.outcome());
        }
    }

    /** Returns how long it took. */
    private Duration awaitPermit(Request request, Duration deadline) {
        long start = System.nanoTime();
        try {
            if (!permits.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IpcTimeoutException(most + " requests of this renderer have waited for " + deadline.toMillis()
                        + " ms; the " + RequestSubject.of(request) + " was not sent");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException(
                    "Interrupted before the " + RequestSubject.of(request) + " was sent; nothing ran");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Sends a request; one that ends without an answer may not have reached main, which must not wait for its number. */
    private Outcome send(Request request, Duration limit) {
        StackRoom.require(); // what overflowed after this could not even be given up
        long sequence = outlet.reserve();
        Waiting caller = new Waiting();
        boolean answered = false;
        waiting.put(sequence, caller);
        try {
            Outcome outcome = outcome(sequence, request, limit, caller);
            answered = true;
            return outcome;
        } finally {
            waiting.remove(sequence);
            if (!answered) {
                abandon.accept(sequence);
            }
        }
    }

    private Outcome outcome(long sequence, Request request, Duration limit, Waiting caller) {
        try {
            return Outcome.decode(stubs.request(sequence, request, limit, caller::cutBy));
        } catch (IpcTimeoutException | CancellationException cut) {
            Outcome ahead = caller.answer;
            if (ahead != null) {
                return ahead;
            }
            throw cut;
        } catch (PeerGoneException gone) {
            broken.accept(gone);
            throw gone;
        }
    }

    /** A call under way. */
    private static final class Waiting {
        private volatile @Nullable Outcome answer;
        private volatile @Nullable Runnable cut;

        void cutBy(Runnable cutter) {
            cut = cutter;
            if (answer != null) {
                cutter.run();
            }
        }

        void answer(Outcome outcome) {
            answer = outcome;
            Runnable cutter = cut;
            if (cutter != null) {
                cutter.run();
            }
        }
    }
}
