package dev.covalent.launcher.bench.jvm;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.QueueFullException;
import dev.covalent.launcher.bench.plan.Payload;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The sender's end of a stream: it is never further ahead of what the receiver has acknowledged than a few megabytes,
 * which no queue on the way refuses and no relay has to drop.
 *
 * <p>Thread-safe; one thread sends, the event loop brings the acknowledgements.
 */
final class Window {
    private static final int WINDOW_BYTES = 8 << 20;
    private static final int LARGEST_WINDOW = 1 << 16;
    private static final int STEPS = 4;
    private static final long PATIENCE_SECONDS = 60;

    private final Object lock = new Object();
    private final int size;
    private volatile long acknowledged;

    @GuardedBy("lock") private long outOfOrder;

    Window(Payload payload) {
        size = Math.min(LARGEST_WINDOW, WINDOW_BYTES / payload.bytes());
    }

    /** Returns after how many messages the receiver is to acknowledge. */
    long step() {
        return size / STEPS;
    }

    /** Starts anew. */
    void start() {
        synchronized (lock) {
            acknowledged = 0;
            outOfOrder = 0;
        }
    }

    /** Takes an acknowledgement. */
    void acknowledge(long received, long unordered) {
        synchronized (lock) {
            acknowledged = received;
            outOfOrder = unordered;
            lock.notifyAll();
        }
    }

    /** Sends the messages and waits for the last acknowledgement; returns how many were out of order. */
    long send(long count, Messages messages, Consumer<Object> way) throws InterruptedException {
        for (long number = 0; number < count; number++) {
            if (number - acknowledged >= size) {
                awaitMoreThan(number - size);
            }
            sendOne(number, messages.numbered(number), way);
        }
        awaitMoreThan(count - 1);
        synchronized (lock) {
            return outOfOrder;
        }
    }

    private void sendOne(long number, Object message, Consumer<Object> way) throws InterruptedException {
        while (true) {
            long before = acknowledged;
            try {
                way.accept(message);
                return;
            } catch (QueueFullException full) {
                if (before >= number) {
                    throw full; // nothing of ours is on its way whose arrival could make room
                }
                awaitMoreThan(before);
            }
        }
    }

    private void awaitMoreThan(long received) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (lock) {
            while (acknowledged <= received) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException("Of the messages sent, " + acknowledged
                            + " were acknowledged and no" + " more within " + PATIENCE_SECONDS + " s: some are lost");
                }
                lock.wait(left);
            }
        }
    }
}
