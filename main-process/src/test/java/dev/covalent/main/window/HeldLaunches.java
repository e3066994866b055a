package dev.covalent.main.window;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Takes launches and makes nothing of them until a test says so: they are forks that have not begun yet. */
public final class HeldLaunches extends AbstractExecutorService {
    private final List<Runnable> held = new CopyOnWriteArrayList<>();

    /** Lets all forks begin, on the calling thread. */
    public void release() {
        List<Runnable> begun = List.copyOf(held);
        held.clear();
        begun.forEach(Runnable::run);
    }

    @Override
    public void execute(Runnable command) {
        held.add(command);
    }

    @Override
    public void shutdown() {
        // nothing runs
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
