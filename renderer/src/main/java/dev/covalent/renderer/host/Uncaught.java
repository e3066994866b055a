package dev.covalent.renderer.host;

import dev.covalent.common.event.FailureLog;
import org.slf4j.LoggerFactory;

/** Reports what a page's code lets escape. */
public final class Uncaught {
    private static final FailureLog log = new FailureLog(LoggerFactory.getLogger("dev.covalent.renderer.uncaught"));

    private Uncaught() {}

    /** Logs an exception that nobody else is told of; the loop goes on. */
    public static void report(Throwable thrown) {
        log.error("Uncaught in the page", thrown);
    }
}
