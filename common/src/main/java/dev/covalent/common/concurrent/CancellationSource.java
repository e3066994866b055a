package dev.covalent.common.concurrent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.Cancellation;
import dev.covalent.common.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The cancellation of one request, and what raises it.
 *
 * <p>Whoever asks it is told of a deadline that is over or a peer that is gone even while the loop, on which those are
 * announced, is held by the very handler that asks.
 *
 * <p>Thread-safe. Nothing is called while the lock is held; actions run on the loop.
 */
public final class CancellationSource implements Cancellation {
    private final EventLoop loop;
    private final BooleanSupplier peerGone;
    private final long deadline;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable List<Runnable> actions;

    @GuardedBy("lock") private @Nullable Reason raised;

    @GuardedBy("lock") private boolean answered;

    /**
     * Makes a cancellation that is not raised.
     *
     * @param loop runs the actions
     * @param peerGone tells whether the caller's process is gone
     * @param deadline when the request's time is over, as {@link System#nanoTime} counts
     */
    public CancellationSource(EventLoop loop, BooleanSupplier peerGone, long deadline) {
        this.loop = loop;
        this.peerGone = peerGone;
        this.deadline = deadline;
    }

    /** Returns when the request's time is over. */
    public long deadline() {
        return deadline;
    }

    /** Raises it; without effect if it was raised before, or the request is answered. */
    public void raise(Reason reason) {
        List<Runnable> due;
        synchronized (lock) {
            if (raised != null || answered) {
                return;
            }
            raised = reason;
            due = actions == null ? List.of() : actions;
            actions = null;
        }
        due.forEach(loop::execute);
    }

    /** Notes that the request is answered: it is not raised any more. */
    public void answered() {
        synchronized (lock) {
            answered = true;
            actions = null;
        }
    }

    @Override
    public boolean isCancelled() {
        return current() != null;
    }

    @Override
    public Optional<Reason> reason() {
        return Optional.ofNullable(current());
    }

    @Override
    public Subscription onCancelled(Runnable action) {
        Objects.requireNonNull(action, "action");
        Runnable own = () -> action.run(); // one of its own for each call: closing one takes back no other
        synchronized (lock) {
            if (answered && raised == null) {
                return () -> {};
            }
            if (raised == null) {
                actions = actions == null ? new ArrayList<>(1) : actions;
                actions.add(own);
                return () -> takeBack(own);
            }
        }
        loop.execute(own);
        return () -> {};
    }

    @Override
    public Optional<Duration> remaining() {
        return Optional.of(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    private @Nullable Reason current() {
        synchronized (lock) {
            if (raised != null || answered) {
                return raised;
            }
        }
        if (peerGone.getAsBoolean()) {
            raise(Reason.PEER_GONE);
        } else if (deadline - System.nanoTime() <= 0) {
            raise(Reason.DEADLINE);
        }
        synchronized (lock) {
            return raised;
        }
    }

    private void takeBack(Runnable own) {
        synchronized (lock) {
            if (actions != null) {
                actions.removeIf(known -> known == own);
            }
        }
    }
}
