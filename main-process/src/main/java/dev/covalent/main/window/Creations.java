package dev.covalent.main.window;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.Threads;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of windows that were made, each once, on main's loop. Thread-safe. */
final class Creations {
    private static final Logger log = LoggerFactory.getLogger(Creations.class);
    private static final Duration BUSY_REPORT = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final WindowObserver observer;

    Creations(EventLoop loop, WindowObserver observer) {
        this.loop = loop;
        this.observer = observer;
    }

    /** Tells of a window, at once if this is the loop's turn. */
    void tell(MainBrowserWindow window) {
        if (loop.inTurn()) {
            tellInTurn(window);
        } else {
            loop.execute(() -> tellInTurn(window));
        }
    }

    /** Nothing that a renderer sends may come before the creation of its window is told: interceptors are added then. */
    void awaitTold(MainBrowserWindow window) {
        boolean told = false;
        long since = System.nanoTime();
        while (!told && !Thread.currentThread().isInterrupted()) {
            try {
                loop.run(() -> tellInTurn(window), BUSY_REPORT);
                Threads.forgetInterrupt();
                told = true;
            } catch (TimeoutException busy) {
                long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
                log.debug("{} has waited {} s for main's loop, to connect", window, waited); // the loop's watch warns
            }
        }
    }

    private void tellInTurn(MainBrowserWindow window) {
        if (window.tellCreated()) {
            observer.created(window);
        }
    }
}
