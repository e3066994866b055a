package dev.covalent.common.concurrent;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop whose turn is a fair lock: whoever brings work takes the turn itself, in the order of arrival.
 *
 * <p>A hop to another thread and back costs several times what taking the lock costs, so only work that nobody waits
 * for ({@link #execute}) uses the loop's own thread, which takes the same turn.
 *
 * <p>Thread-safe.
 */
public final class SerialLoop implements EventLoop {
    private static final Logger log = LoggerFactory.getLogger(SerialLoop.class);

    /** The one lock under which user code runs: it is the turn, not a guard of anyone's state. */
    private final Turn turn = new Turn();

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread;
    private final Consumer<Throwable> uncaught;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** How many turns have been taken; only whoever holds the turn reads or writes it. */
    private long turns;

    /**
     * Makes a loop.
     *
     * @param role names its thread
     * @param uncaught is told, in the turn, what a task let escape
     */
    public SerialLoop(String role, Consumer<Throwable> uncaught) {
        this.thread = Threads.single(role);
        this.uncaught = uncaught;
    }

    @Override
    public void execute(Runnable task) {
        if (closed.get()) {
            log.debug("Loop is closed; dropped {}", task);
            return;
        }
        tasks.add(task);
        schedule();
    }

    @Override
    public void run(Runnable task, Duration limit) throws TimeoutException {
        if (turn.isHeldByCurrentThread()) {
            task.run();
            return;
        }
        try {
            if (!turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException("The loop was busy for " + limit.toMillis() + " ms");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("Interrupted while waiting for the loop");
        }
        try {
            guarded(task);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean tryRun(Runnable task) {
        if (isWanted() || !turn.tryLock()) {
            return false;
        }
        try {
            if (!tasks.isEmpty()) {
                return false;
            }
            guarded(task);
            return true;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean inTurn() {
        return turn.isHeldByCurrentThread();
    }

    /** Returns the number of the turn that the calling thread holds, or 0 if it holds none. */
    public long heldTurn() {
        return turn.isHeldByCurrentThread() ? turns : 0;
    }

    @Override
    public boolean isWanted() {
        return turn.hasQueuedThreads();
    }

    @Override
    public @Nullable Thread holder() {
        return turn.getOwner();
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        // On the loop's own thread: an executor that is shut down while it starts its thread may forget what is queued.
        if (closed.compareAndSet(false, true)) {
            tasks.add(thread::shutdown);
            schedule();
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                thread.execute(this::drain);
            } catch (RejectedExecutionException shutDown) {
                log.debug("Loop is closed; dropped {} tasks", tasks.size());
            }
        }
    }

    /** Runs what is queued; a turn lasts for as many tasks as there are while nobody else waits for it. */
    private void drain() {
        do {
            turn.lock();
            try {
                Runnable task = tasks.poll();
                while (task != null) {
                    guarded(task);
                    Interrupts.forget();
                    task = isWanted() ? null : tasks.poll();
                }
            } finally {
                turn.unlock();
            }
        } while (!tasks.isEmpty());
        scheduled.set(false);
        if (!tasks.isEmpty()) { // added after the last look, by somebody who saw this thread still at work
            schedule();
        }
    }

    private void guarded(Runnable task) {
        turns++;
        try {
            task.run();
        } catch (Throwable escaped) { // one task's failure, whatever it is, must not end the loop
            uncaught.accept(escaped);
        }
    }

    /** A fair lock that tells who holds it. */
    private static final class Turn extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        Turn() {
            super(true);
        }

        @Override
        protected @Nullable Thread getOwner() {
            return super.getOwner();
        }
    }
}
