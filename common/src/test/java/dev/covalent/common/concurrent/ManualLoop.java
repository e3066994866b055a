package dev.covalent.common.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An event loop that does nothing until it is told to; then the caller's thread is the loop. Confined to one thread. */
public final class ManualLoop implements EventLoop {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean inTurn;

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
        return inTurn;
    }

    @Override
    public @Nullable Thread holder() {
        return inTurn ? Thread.currentThread() : null;
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
        boolean outer = inTurn;
        inTurn = true;
        try {
            task.run();
        } finally {
            inTurn = outer;
        }
    }
}
