package dev.covalent.main.listener;

import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections, whatever peers do and however short of descriptors the machine is.
 *
 * <p>Thread-safe.
 */
final class Acceptor {
    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);
    private static final long PAUSE_MILLIS = 20;
    private static final long WARN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ListeningSocket listening;
    private final Consumer<SocketChannel> onPeer;
    private final BooleanSupplier makeRoom;
    private final Runnable onTurnedAway;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Kept open to be closed when descriptors run out: with its number one peer at a time can be turned away. */
    private @Nullable SocketChannel spare;

    /** When it last said that it cannot accept; a machine that is short of descriptors is so again and again. */
    private long warnedAtNanos = System.nanoTime() - WARN_INTERVAL_NANOS;

    /**
     * Makes an acceptor.
     *
     * @param onPeer takes each connection, without blocking
     * @param makeRoom frees a descriptor, or returns false if it has none to free
     * @param onTurnedAway is told of each peer that was turned away for want of a descriptor
     */
    Acceptor(
            ListeningSocket listening,
            Consumer<SocketChannel> onPeer,
            BooleanSupplier makeRoom,
            Runnable onTurnedAway) {
        this.listening = listening;
        this.onPeer = onPeer;
        this.makeRoom = makeRoom;
        this.onTurnedAway = onTurnedAway;
        this.thread = Threads.daemon("listener", this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        keepSpare();
        while (listening.isOpen()) {
            try {
                onPeer.accept(listening.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError failed) {
                if (listening.isOpen()) {
                    warn(failed);
                    relieve();
                }
            }
        }
        dropSpare();
    }

    private void warn(Throwable failed) {
        long now = System.nanoTime();
        if (now - warnedAtNanos >= WARN_INTERVAL_NANOS) {
            warnedAtNanos = now;
            log.warn("Cannot accept a connection ({}); retrying every {} ms", failed.toString(), PAUSE_MILLIS);
        }
    }

    private void relieve() {
        if (!makeRoom.getAsBoolean()) {
            turnAwayOne();
        }
        try {
            if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                log.debug("Closed while short of descriptors");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void turnAwayOne() {
        dropSpare();
        try {
            if (listening.turnAwayOne()) {
                onTurnedAway.run();
            }
        } catch (IOException stillShort) {
            log.debug("Could not turn a peer away", stillShort);
        }
        keepSpare();
    }

    private void keepSpare() {
        if (spare == null) {
            try {
                spare = SocketChannel.open();
            } catch (IOException stillShort) {
                log.debug("No spare descriptor to be had", stillShort);
            }
        }
    }

    private void dropSpare() {
        SocketChannel dropped = spare;
        spare = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (IOException gone) {
                log.debug("Closing the spare descriptor failed", gone);
            }
        }
    }

    /** Ends the thread, whose channel has been closed, and waits for it. */
    void close() throws InterruptedException {
        closing.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(2));
    }
}
