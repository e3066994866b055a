package dev.covalent.common.process;

import dev.covalent.common.concurrent.Threads;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signal that is to end a process, and is sent again until it is on its way or the process has ended.
 *
 * <p>Before it sends one the JDK looks when the process has started. On Linux that takes a descriptor, and a process that has
 * none left is told that there is nobody to signal.
 *
 * <p>Thread-safe.
 */
public final class EndingSignal {
    private static final Logger log = LoggerFactory.getLogger(EndingSignal.class);
    private static final long AGAIN_MILLIS = 100;

    private final String role;
    private final BooleanSupplier settled;
    private final AtomicBoolean repeated = new AtomicBoolean();

    /**
     * Makes a signal that nobody has sent yet.
     *
     * @param role what it does, with the id it does it for, for the name of a thread
     * @param settled sends it, and tells whether it could be sent or the process has ended
     */
    public EndingSignal(String role, BooleanSupplier settled) {
        this.role = Objects.requireNonNull(role, "role");
        this.settled = Objects.requireNonNull(settled, "settled");
    }

    /** Sends it, and returns without waiting for what becomes of it. */
    public void send() {
        if (settled.getAsBoolean() || !repeated.compareAndSet(false, true)) {
            return;
        }
        log.debug("{}: could not be done; tried again until it can be", role);
        try {
            Threads.daemon(role, this::repeat).start();
        } catch (OutOfMemoryError noThread) {
            repeated.set(false);
            throw noThread;
        }
    }

    private void repeat() {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS); // nothing tells when there are descriptors again
            } while (!settled.getAsBoolean());
        } catch (InterruptedException interrupted) { // nobody here does that
            Thread.currentThread().interrupt();
        } finally {
            repeated.set(false);
        }
    }
}
