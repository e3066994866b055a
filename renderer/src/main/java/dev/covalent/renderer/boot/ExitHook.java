package dev.covalent.renderer.boot;

import dev.covalent.common.concurrent.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something when the JVM begins to end, beside the shutdown hooks of the application.
 *
 * <p>Thread-safe.
 */
final class ExitHook {
    private static final Logger log = LoggerFactory.getLogger(ExitHook.class);

    private final Thread hook;

    ExitHook(String role, Runnable action) {
        this.hook = Threads.daemon(role, action);
    }

    /** Installs the hook, unless the JVM is ending already. */
    void install() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            log.debug("The JVM is shutting down: no hook any more", ending);
        }
    }

    /** Removes the hook, if it is installed and the JVM is not ending. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException expected) {
            log.debug("The JVM is shutting down: its hooks stay", expected);
        }
    }
}
