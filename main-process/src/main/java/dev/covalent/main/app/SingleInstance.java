package dev.covalent.main.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.endpoint.InstanceLock;
import dev.covalent.common.endpoint.RuntimeDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The single-instance lock of an application that runs, which may be given up and taken again; the name that it listens
 * under is its own all the time.
 *
 * <p>Thread-safe.
 */
public final class SingleInstance implements AutoCloseable {
    private final RuntimeDirectory directory;
    private final String name;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable InstanceLock held;

    @GuardedBy("lock") private boolean closed;

    /**
     * Makes it.
     *
     * @param held the lock that the application has from its start, if any
     */
    public SingleInstance(RuntimeDirectory directory, String name, @Nullable InstanceLock held) {
        this.directory = directory;
        this.name = name;
        this.held = held;
    }

    boolean isHeld() {
        synchronized (lock) {
            return held != null;
        }
    }

    /** Takes the lock if no other process has it, and tells whether this one has it now. */
    boolean request() {
        synchronized (lock) {
            if (held == null && !closed) {
                held = InstanceLock.tryTake(directory, name).orElse(null);
            }
            return held != null;
        }
    }

    void release() {
        synchronized (lock) {
            InstanceLock given = held;
            held = null;
            if (given != null) {
                given.close();
            }
        }
    }

    /** Gives the lock up for good. Closing twice is a no-op. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            release();
        }
    }

    @Override
    public String toString() {
        return "SingleInstance[" + name + "]";
    }
}
