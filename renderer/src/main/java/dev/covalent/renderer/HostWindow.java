package dev.covalent.renderer;

import dev.covalent.common.Bounds;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A window of a {@link PageHost}, under which the toolkit has one of its own. Covalent calls it in the turn of the host's
 * loop. Lengths are those of the desktop, as {@link Bounds} has them, whatever the scale of the screen.
 *
 * <p>What a toolkit cannot do, or not yet, it leaves as it is: what this says of the window is what main and the page get
 * to know, each time {@link Listener#changed} has been called, and whatever has been done.
 */
public interface HostWindow {

    /**
     * What a window is to be like when it is made.
     *
     * @param id its id in main
     * @param title its title
     * @param bounds where it is to be
     * @param placed whether its place matters; else the platform may choose one
     * @param contentSized whether the size is that of its content, without a frame
     * @param minimumWidth how narrow its user can make it, with its frame; 0 for what the platform allows
     * @param minimumHeight how low its user can make it, with its frame; 0 for what the platform allows
     * @param resizable whether its user may change its size
     * @param alwaysOnTop whether it stays above others
     * @param icon the file of an image; empty for the platform's icon. One that cannot be read is only missed
     */
    record Setup(
            int id,
            String title,
            Bounds bounds,
            boolean placed,
            boolean contentSized,
            int minimumWidth,
            int minimumHeight,
            boolean resizable,
            boolean alwaysOnTop,
            Optional<Path> icon) {

        /** Checks that the parts are there. */
        public Setup {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(bounds, "bounds");
            Objects.requireNonNull(icon, "icon");
        }
    }

    /** Is told what happens to a window. Thread-safe. */
    interface Listener {

        /** The user wants the window closed: the host leaves it open, because main and the page decide that. */
        void closeRequested();

        /** The window got or lost the focus. */
        void focusChanged(boolean focused);

        /** The window is, or may be, another than it was: somewhere else, another size, shown, an icon … */
        void changed();
    }

    /**
     * Returns what the page fills, which it asks for by its type: the root of a scene, for one. Empty if there is nothing to
     * be seen. Called on any thread.
     */
    Optional<Object> content();

    /** Tells whether the window exists in memory only. Called on any thread. */
    default boolean isHeadless() {
        return false;
    }

    /** The page has loaded, and so filled the window, or has failed to. What it is to be like follows. */
    default void loaded() {}

    /** Returns the title. Called on any thread. */
    String title();

    /** Changes the title. */
    void title(String value);

    /** Returns where the window is, with its frame. */
    Bounds bounds();

    /**
     * Returns where the window is, with its frame, when it is neither an icon nor maximised nor in full screen: where the
     * page's next process puts it. Empty if the host does not know better than who looks at {@link #bounds()} while the
     * window is none of these.
     */
    default Optional<Bounds> normalBounds() {
        return Optional.empty();
    }

    /** Returns where its content is, without the frame; of a window without one that is the same. */
    default Bounds contentBounds() {
        return bounds();
    }

    /** Moves and resizes the window, which then is neither maximised nor in full screen. */
    void bounds(Bounds value);

    /** Moves the window, as {@link #bounds(Bounds)} does. */
    default void position(int x, int y) {
        bounds(bounds().at(x, y));
    }

    /** Resizes the window with its frame, as {@link #bounds(Bounds)} does. */
    default void size(int width, int height) {
        bounds(bounds().sized(width, height));
    }

    /** Resizes the window's content, as {@link #bounds(Bounds)} does. */
    default void contentSize(int width, int height) {
        Bounds whole = bounds();
        Bounds content = contentBounds();
        size(whole.width() - content.width() + width, whole.height() - content.height() + height);
    }

    /** Sets how narrow and low the user can make the window, with its frame. */
    default void minimumSize(int width, int height) {}

    /** Tells whether the window is shown; an icon is. */
    boolean isVisible();

    /**
     * Shows the window. One that is an icon was {@linkplain #restore restored} before, unless it is to be shown as an icon when
     * its page has loaded.
     *
     * @param active whether it is to have the focus; else that stays where it is
     */
    void show(boolean active);

    /** Hides the window. */
    void hide();

    /** Gives the window the focus, if it is shown. */
    void focus();

    /** Puts the window behind the others. */
    default void blur() {}

    /** Tells whether the window is an icon. */
    default boolean isMinimized() {
        return false;
    }

    /** Makes the window an icon. */
    default void minimize() {}

    /** Makes a window again of an icon. */
    default void restore() {}

    /** Tells whether the window is as large as its screen. */
    default boolean isMaximized() {
        return false;
    }

    /** Makes the window as large as its screen, and no icon; does not show it. */
    default void maximize() {}

    /** Makes the window as large as it was before it was maximised. */
    default void unmaximize() {}

    /** Puts the window into the middle of its screen, but for task bars and the like. */
    default void center() {}

    /** Tells whether the window covers its screen, or is to as soon as it is shown. */
    default boolean isFullScreen() {
        return false;
    }

    /** Makes the window cover its screen, without a frame, or no longer so; does not show it. */
    default void fullScreen(boolean on) {}

    /** Tells whether the window stays above others. */
    default boolean isAlwaysOnTop() {
        return false;
    }

    /** Keeps the window above others, or no longer so. */
    default void alwaysOnTop(boolean on) {}

    /** Tells whether the user may change the window's size. */
    default boolean isResizable() {
        return true;
    }

    /** Lets the user change the window's size, or no longer so. */
    default void resizable(boolean on) {}

    /**
     * Lets the mouse and the keys reach the page, or not, while a modal window of another process is shown. That its user
     * wants it closed may be told: Covalent lets that be then.
     */
    default void enabled(boolean on) {}

    /**
     * Runs a task, once, when what was done to the window before has had its effect, or as much of it as it will have. Until
     * then main takes what it has told for done. With a window manager in between that is later.
     */
    default void whenSettled(Runnable task) {
        task.run();
    }

    /**
     * The loop has not turned for a second or more; told about once a second, on a thread that is not the toolkit's. A host
     * that finds out here that the user wants the window closed, which that thread does not come to, tells its listener. Waits
     * for nothing: other deadlines are kept on the same thread.
     */
    default void heldUp() {}

    /** Disposes of the window. */
    void dispose();
}
