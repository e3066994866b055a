package dev.covalent.common.concurrent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interrupts of threads that run code of the application.
 *
 * <p>Thread-safe.
 */
public final class Interrupts {
    private static final Logger log = LoggerFactory.getLogger(Interrupts.class);

    private Interrupts() {}

    /**
     * Clears the interrupt status that user code left on a thread which is not its own: whatever runs there next would
     * take it for a request to stop, and a socket that is used there is closed by it.
     */
    public static void forget() {
        if (Thread.interrupted()) {
            log.debug(
                    "{} was left interrupted by what it ran",
                    Thread.currentThread().getName());
        }
    }
}
