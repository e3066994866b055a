package dev.covalent.renderer;

import dev.covalent.common.PeerGoneException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * A renderer: the connection of a process to its main process, with what a page may use of it.
 *
 * <p>Windows opened by main have one made for them. A JVM launched separately attaches by name; it gets contents and a
 * window, without a display, of its own. Thread-safe.
 */
public interface Renderer extends AutoCloseable {

    /**
     * Attaches this JVM to the running main process of that name. When that process is gone, this JVM ends with it, as
     * every renderer does; {@link Attachment#outliveMain} says otherwise.
     *
     * @throws IllegalStateException if no main process of that name runs, naming where it was looked for, or if it turns
     *     this process away
     * @throws PeerGoneException if it does not answer
     */
    static Renderer attach(String name) {
        return attachment(name).attach();
    }

    /**
     * Attaches to the main process whose endpoint descriptor is that file, as {@link #attach(String)} does by name.
     *
     * @param descriptor the file {@code NAME.endpoint} in the application's own runtime directory
     * @throws IllegalArgumentException if no descriptor can have that name
     */
    static Renderer attach(Path descriptor) {
        return newAttachment().descriptor(descriptor).attach();
    }

    /** Returns a builder of an attachment to the main process of that name. */
    static Attachment attachment(String name) {
        return newAttachment().name(name);
    }

    private static Attachment newAttachment() {
        return ServiceLoader.load(Attachment.class, Renderer.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No implementation of " + Attachment.class.getName() + ": is covalent-renderer complete?"));
    }

    /** Returns the messages. */
    IpcRenderer ipcRenderer();

    /** Returns the objects of the main process. */
    RemoteModule remote();

    /** Returns the storage that all windows of the application share. */
    LocalStorage localStorage();

    /** Returns the id of this renderer's contents, which others may {@code sendTo}. */
    int webContentsId();

    /** Returns the id of this renderer's window. */
    int windowId();

    /**
     * Returns what main gave this renderer to read by {@code BrowserWindowOptions.arguments}; empty if it is nothing, or if
     * this JVM was launched separately, which has arguments of its own. Mirrors {@code additionalArguments}.
     */
    List<String> arguments();

    /** Tells whether the connection to main has ended. */
    boolean isClosed();

    /** Tells whether the connection ended because the main process is gone, and not in good order. */
    boolean isMainGone();

    /**
     * Waits until the connection to main has ended, by {@link #close} or because main is gone.
     *
     * @return false if that did not happen within {@code limit}
     * @throws InterruptedException if the calling thread is interrupted first
     */
    boolean awaitClose(Duration limit) throws InterruptedException;

    /**
     * Sends what is queued, detaches from main and releases everything. Closing twice is a no-op.
     *
     * <p>Afterwards whatever sends or asks fails with {@code IpcClosedException} and ports post nothing; listeners and
     * handlers may be added still, and are never called.
     */
    @Override
    void close();

    /** Settings of an attachment. Not thread-safe; attaches once. */
    interface Attachment {

        /** Sets the name of the main process. */
        Attachment name(String name);

        /**
         * Sets the endpoint descriptor to use, in place of a name.
         *
         * @param file {@code NAME.endpoint} in the application's own runtime directory
         * @throws IllegalArgumentException if no descriptor can have that name
         */
        Attachment descriptor(Path file);

        /** Sets how long to wait for that main process to be there; by default not at all. */
        Attachment waitFor(Duration limit);

        /** Shows a page of that class in a window; by default there is none. */
        Attachment page(String className);

        /** Sets the title of the page's window: at most 1,024 characters, of which none is a control character. */
        Attachment title(String title);

        /**
         * Sets what the page's window is in: {@code swing}, {@code headless}, or a {@link PageHost} of the application's own.
         *
         * @throws IllegalArgumentException if no host can have that name
         */
        Attachment host(String name);

        /**
         * Makes the page's window headless, whatever its host would be; by default it is real where there is a display.
         */
        Attachment headless(boolean headless);

        /** Registers listeners before the first message is delivered and before main sees {@code did-finish-load}. */
        Attachment setUp(Consumer<Renderer> setUp);

        /** Lets this JVM live on when the main process is gone; the renderer is then closed. */
        Attachment outliveMain();

        /**
         * Attaches.
         *
         * @throws IllegalStateException if there is no such main process, if it turns this process away, if the page has no
         *     host or does not load, or if this was used before
         * @throws PeerGoneException if it does not answer
         */
        Renderer attach();
    }
}
