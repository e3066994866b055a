package dev.covalent.launcher.bench.jvm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A round trip made of two messages. The thread that sends the first waits until the event loop has the second, so the
 * time includes waking that thread.
 *
 * <p>Thread-safe; one thread calls.
 */
final class PingPong implements Probe {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Runnable ping;
    private volatile @Nullable Thread waiting;
    private volatile @Nullable Object answer;

    PingPong(Runnable ping) {
        this.ping = ping;
    }

    @Override
    public Object call() {
        answer = null;
        waiting = Thread.currentThread();
        ping.run();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Object pong = answer;
        while (pong == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("No answer came");
            }
            LockSupport.parkNanos(this, left);
            pong = answer;
        }
        return pong;
    }

    /** Takes the second message. */
    void pong(@Nullable Object message) {
        answer = message == null ? this : message;
        LockSupport.unpark(waiting);
    }
}
