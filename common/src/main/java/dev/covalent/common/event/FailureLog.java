package dev.covalent.common.event;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs what user code threw. Its exceptions are user code too: one that cannot be printed is named by its class, and
 * never takes the thread that reports it along.
 *
 * <p>Thread-safe.
 */
public final class FailureLog {
    private final Logger log;

    /** Makes a log that writes to another. */
    public FailureLog(Logger log) {
        this.log = log;
    }

    /** Logs a failure that someone must look into. */
    public void error(String what, Throwable thrown) {
        write(Level.ERROR, what, thrown);
    }

    /** Logs a failure that was answered. */
    public void warn(String what, Throwable thrown) {
        write(Level.WARN, what, thrown);
    }

    private void write(Level level, String what, Throwable thrown) {
        try {
            log.atLevel(level).setCause(thrown).log(what);
        } catch (Throwable unprintable) { // its toString or getStackTrace threw, and may have thrown anything
            log.atLevel(level)
                    .log(
                            "{}: {}, which cannot be printed: that threw {}",
                            what,
                            thrown.getClass().getName(),
                            unprintable.getClass().getName());
        }
    }
}
