package dev.covalent.main.boot;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was started, in reverse order, each whatever became of the one before. Thread-safe. */
final class Closer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Closer.class);

    private final Object lock = new Object();

    @GuardedBy("lock") private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    <T extends AutoCloseable> T own(T resource) {
        synchronized (lock) {
            owned.push(resource);
        }
        return resource;
    }

    @Override
    public void close() {
        for (AutoCloseable resource = next(); resource != null; resource = next()) {
            try {
                resource.close();
            } catch (Exception failed) { // the others are to be closed all the same
                log.warn("Closing {} failed", resource, failed);
            }
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (lock) {
            return owned.poll();
        }
    }
}
