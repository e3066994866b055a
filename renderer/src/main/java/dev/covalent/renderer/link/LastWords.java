package dev.covalent.renderer.link;

import java.time.Duration;

/**
 * Tells how long senders still wait for delivery, once the JVM has begun to end: what is only queued then would be lost,
 * because the thread that delivers it ends with the JVM.
 *
 * <p>Thread-safe.
 */
final class LastWords {
    private volatile boolean begun;
    private volatile long until;

    /** Begins; a second time is a no-op. */
    void begin(Duration limit) {
        if (!begun) {
            until = System.nanoTime() + limit.toNanos();
            begun = true;
        }
    }

    /** Returns how long a sender may wait: nothing before the end has begun, and nothing when the limit is over. */
    Duration remaining() {
        if (!begun) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }
}
