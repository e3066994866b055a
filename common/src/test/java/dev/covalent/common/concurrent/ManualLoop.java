package dev.covalent.common.concurrent;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * An event loop that does nothing until it is told to; then the caller's thread is the loop.
 *
 * <p>Any thread may queue tasks; one thread at a time runs them.
 */
public final class ManualLoop implements EventLoop {
    private final Deque<Runnable> tasks = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Thread holder;

    /** Runs the task that was queued first; returns false if there is none. */
    public boolean runOne() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        turn(task);
        return true;
    }

    /** Runs tasks until none is left, those that they queue included. */
    public void runAll() {
        while (runOne()) {
            // each turn may queue more
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void run(Runnable task, Duration limit) {
        turn(task);
    }

    @Override
    public boolean tryRun(Runnable task) {
        return false;
    }

    @Override
    public boolean isWanted() {
        return false;
    }

    @Override
    public boolean inTurn() {
        return holder == Thread.currentThread();
    }

    @Override
    public @Nullable Thread holder() {
        return holder;
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void close() {
        tasks.clear();
    }

    private void turn(Runnable task) {
        Thread outer = holder;
        holder = Thread.currentThread();
        try {
            task.run();
        } finally {
            holder = outer;
        }
    }
}
