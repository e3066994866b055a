package dev.covalent.common.process;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signal that is to end a process, and is sent again until it is on its way or the process has ended.
 *
 * <p>Before it sends one the JDK looks when the process has started. On Linux that takes a descriptor, and a process that has
 * none left is told that there is nobody to signal. Nor may it have a thread left: it is sent again on that of the JDK's own
 * timer, which is there from the first signal that is made.
 *
 * <p>Thread-safe.
 */
public final class EndingSignal {
    private static final Logger log = LoggerFactory.getLogger(EndingSignal.class);
    private static final long AGAIN_MILLIS = 100;

    /** Nothing tells when there are descriptors again. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final String role;
    private final BooleanSupplier settled;
    private final AtomicBoolean sending = new AtomicBoolean();

    /**
     * Makes a signal that nobody has sent yet.
     *
     * @param role what it does, with the id it does it for, for the log
     * @param settled sends it, and tells whether it could be sent or the process has ended
     */
    public EndingSignal(String role, BooleanSupplier settled) {
        this.role = Objects.requireNonNull(role, "role");
        this.settled = Objects.requireNonNull(settled, "settled");
        LATER.execute(() -> {}); // which starts the timer's thread, if it is not there yet
    }

    /** Sends it, and returns without waiting for what becomes of it. */
    public void send() {
        if (sending.compareAndSet(false, true)) {
            attempt();
        }
    }

    private void attempt() {
        boolean done = false;
        try {
            done = settled.getAsBoolean();
        } finally { // whatever it throws, such as for want of memory
            if (done) {
                sending.set(false);
            } else {
                log.trace("{}: could not be done; tried again until it can be", role);
                LATER.execute(this::attempt);
            }
        }
    }
}
