package dev.covalent.main.window;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.Interrupts;
import dev.covalent.main.AttachingRenderer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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

    /**
     * Is told that a window is to be opened.
     *
     * @throws IllegalStateException if the application is not ready yet
     */
    void begin() {
        observer.opening();
    }

    /** Tells of a window, at once if this is the loop's turn. */
    void tell(MainBrowserWindow window) {
        if (loop.inTurn()) {
            tellInTurn(window);
        } else {
            loop.execute(() -> tellInTurn(window));
        }
    }

    /**
     * Tells whether the application lets a JVM attach that was launched separately; waits for its answer.
     *
     * @return null if it does not come any more
     */
    @Nullable Boolean lets(AttachingRenderer renderer) {
        AtomicReference<@Nullable Boolean> lets = new AtomicReference<>();
        awaitTurn(renderer, () -> lets.set(observer.attaching(renderer)));
        return lets.get();
    }

    /** Nothing that a renderer sends may come before the creation of its window is told: interceptors are added then. */
    void awaitTold(MainBrowserWindow window) {
        awaitTurn(window, () -> tellInTurn(window));
    }

    private void awaitTurn(Object who, Runnable task) {
        boolean done = false;
        long since = System.nanoTime();
        while (!done && !Thread.currentThread().isInterrupted()) {
            try {
                loop.run(task, BUSY_REPORT);
                Interrupts.forget();
                done = true;
            } catch (TimeoutException busy) {
                long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
                log.debug("{} has waited {} s for main's loop, to connect", who, waited); // the loop's watch warns
            }
        }
    }

    private void tellInTurn(MainBrowserWindow window) {
        if (window.tellCreated()) {
            observer.created(window);
        }
    }
}
