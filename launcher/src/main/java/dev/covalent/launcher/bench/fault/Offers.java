package dev.covalent.launcher.bench.fault;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.main.WebContents;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends ten thousand numbered messages a second to a renderer, again those that are refused. Thread-safe. */
public final class Offers implements AutoCloseable {
    /** The channel on which they are sent. */
    public static final String CHANNEL = "offer";

    private static final int EACH_MILLISECOND = 10;
    private static final byte[] BALLAST = new byte[1000];

    private final WebContents receiver;
    private final ScheduledExecutorService timer = Threads.scheduler("offers");
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong mostWaiting = new AtomicLong();

    /** Makes them for a renderer, and does not begin. */
    public Offers(WebContents receiver) {
        this.receiver = receiver;
    }

    /** Sends until what is returned is closed. */
    public Running begin() {
        return new Running(timer.scheduleAtFixedRate(this::offer, 0, 1, TimeUnit.MILLISECONDS));
    }

    /** Returns how many were taken. */
    public int accepted() {
        return accepted.get();
    }

    /** Returns how many were refused. */
    public int refused() {
        return refused.get();
    }

    /** Returns how many bytes waited at most. */
    public long mostWaiting() {
        return mostWaiting.get();
    }

    private void offer() {
        for (int i = 0; i < EACH_MILLISECOND; i++) {
            try {
                boolean unused = receiver.send(CHANNEL, accepted.get(), BALLAST);
                accepted.incrementAndGet();
            } catch (QueueFullException full) {
                refused.incrementAndGet();
            }
        }
        mostWaiting.accumulateAndGet(receiver.bufferedAmount(), Math::max);
    }

    /** Sends no more, ever. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Messages that are being sent. */
    public static final class Running implements AutoCloseable {
        private final ScheduledFuture<?> sending;

        private Running(ScheduledFuture<?> sending) {
            this.sending = sending;
        }

        @Override
        public String toString() {
            return "who offers ten thousand messages a second";
        }

        /** Sends no more. */
        @Override
        public void close() {
            sending.cancel(false);
        }
    }
}
