package dev.covalent.main.boot;

import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.Threads;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the application in good order when its JVM is told to end (SIGTERM, {@code System.exit}): renderers are destroyed,
 * the endpoint is removed. What does not fit into the limit is left to the death of the process, which renderers notice.
 *
 * <p>Thread-safe.
 */
final class ShutdownHook {
    private static final Logger log = LoggerFactory.getLogger(ShutdownHook.class);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final MainAssembly parts;
    private final JvmExit jvmExit;
    private final Thread hook = Threads.daemon("shutdown", this::end);

    ShutdownHook(MainAssembly parts, JvmExit jvmExit) {
        this.parts = parts;
        this.jvmExit = jvmExit;
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException expected) {
            log.debug("The JVM is shutting down: its hooks stay", expected);
        }
    }

    private void end() {
        jvmExit.leave();
        parts.app().exit(0);
        try {
            int unused = new Countdown(LIMIT).get(parts.app().ended());
        } catch (TimeoutException late) {
            log.warn(
                    "The application had not ended {} s after its JVM was told to: something holds main's loop, perhaps a"
                            + " listener that called System.exit; call App.exit there",
                    LIMIT.toSeconds());
            parts.release(); // what others find on disk is not to outlive this process
        } catch (InterruptedException | ExecutionException failed) {
            log.debug("Ending was cut short", failed);
        }
    }
}
