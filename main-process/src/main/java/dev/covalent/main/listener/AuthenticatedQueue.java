package dev.covalent.main.listener;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The RMI connections that wait to be taken. Its length is bounded by the limits of connections of the sessions.
 *
 * <p>Thread-safe.
 */
public final class AuthenticatedQueue {
    private final Object lock = new Object();

    @GuardedBy("lock") private final Queue<AuthenticatedSocket> waiting = new ArrayDeque<>();

    @GuardedBy("lock") private boolean closed;

    AuthenticatedQueue() {}

    /** Adds a connection, or closes it if the queue is closed. */
    void put(AuthenticatedSocket connection) {
        synchronized (lock) {
            if (!closed) {
                waiting.add(connection);
                lock.notifyAll();
                return;
            }
        }
        connection.socket().close();
    }

    /** Waits for a connection for as long as the queue is open; null tells that it is closed. */
    public @Nullable AuthenticatedSocket take() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty() && !closed) {
                lock.wait();
            }
            return closed ? null : waiting.remove();
        }
    }

    /** Closes the connections that wait and those that are still to come. Closing twice is a no-op. */
    public void close() {
        List<AuthenticatedSocket> left;
        synchronized (lock) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
            lock.notifyAll();
        }
        left.forEach(connection -> connection.socket().close());
    }
}
