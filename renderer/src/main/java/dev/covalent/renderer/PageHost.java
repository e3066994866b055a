package dev.covalent.renderer;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where pages live: a toolkit, with the loop that a page's code runs on and the windows that pages fill. Covalent has two,
 * {@code swing} and {@code headless}; an application adds its own by a {@link Provider}, and says which window has which by
 * {@code BrowserWindowOptions.host}.
 *
 * <p>Each renderer starts one and makes one window of it at most. All is called in the loop's turn, unless it says otherwise.
 */
public interface PageHost extends AutoCloseable {

    /**
     * Returns the thread of the toolkit as a loop, the same each time; empty if the toolkit has none that windows belong to,
     * and pages get a loop of Covalent's. Called on any thread.
     */
    Optional<Loop> loop();

    /**
     * Makes a window, which is not shown before it is said to. What this throws the page's loading fails with.
     *
     * @param setup what it is to be like
     * @param listener is to be told what happens to it
     */
    HostWindow newWindow(HostWindow.Setup setup, HostWindow.Listener listener);

    /**
     * Releases what the host has, when the renderer ends and the window is disposed of: threads too, because a JVM that has
     * attached by itself may live on. Not called if the loop turns no more.
     */
    @Override
    void close();

    /** The thread of a toolkit, which does one thing after the other. Thread-safe. */
    interface Loop {

        /**
         * Has the toolkit's thread do something, after what it was given before, and returns at once.
         *
         * @param task throws nothing
         * @throws RuntimeException if that thread is gone, which ends the renderer as {@link Provider#start} says
         */
        void execute(Runnable task);

        /** Tells whether the calling thread is the toolkit's. */
        boolean isCurrent();
    }

    /**
     * Starts hosts of one kind. Found by {@link java.util.ServiceLoader} on the renderer's class path: a public class with a
     * public constructor without parameters, named in {@code META-INF/services/dev.covalent.renderer.PageHost$Provider}.
     */
    interface Provider {

        /** Returns the name that applications choose the host by: {@code javafx}, for one. No other host has the same. */
        String name();

        /**
         * Starts the toolkit. Called on a thread that is not the toolkit's, when a page is to be shown, and returns once
         * windows can be made: the renderer connects after that, within its time for it.
         *
         * @param broken takes, on any thread, what the toolkit cannot go on for, its thread's end for one. The renderer then
         *     ends: a process of main's with exit code 70, and main sees {@code render-process-gone}
         * @throws Exception if it cannot be started, here or at all: the page does not load, and main sees why
         */
        PageHost start(Consumer<Throwable> broken) throws Exception;
    }
}
