package dev.covalent.renderer;

import dev.covalent.common.Bounds;
import java.awt.Container;
import java.util.Optional;

/**
 * The window of a page, as the page sees it, which owns it: what is done here is done at once, as far as the window manager
 * lets it, and main hears of it. Confined to the renderer's event loop: on another thread all but {@link #id}, {@link
 * #isHeadless} and {@link #close} throws an {@code IllegalStateException}, or is not to be used.
 */
public interface PageWindow {

    /** Returns the id of the window in the main process. */
    int id();

    /** Returns the title. */
    String title();

    /** Tells whether the window exists in memory only, because there is no display or that was asked for. */
    boolean isHeadless();

    /** Returns the content pane of the Swing window, to be filled by the page; empty when headless. */
    default Optional<Container> contentPane() {
        return content(Container.class);
    }

    /**
     * Returns what the page is to fill, if the window's host gives something of that type, as it does a container of Swing's:
     * the root of a scene, for one.
     */
    <T> Optional<T> content(Class<T> type);

    /**
     * Changes the title, and tells main {@code page-title-updated}.
     *
     * @throws IllegalArgumentException if it has more than 1,024 characters, or control characters
     */
    void title(String value);

    /** Shows the window, also if it is an icon, and gives it the focus. */
    void show();

    /** Hides the window. */
    void hide();

    /** Gives the window the focus, if it is shown. */
    void focus();

    /** Makes the window an icon. */
    void minimize();

    /** Makes a window again of an icon. */
    void restore();

    /** Makes the window as large as its screen, and shows it. */
    void maximize();

    /** Makes the window as large as it was before it was maximised. */
    void unmaximize();

    /** Puts the window into the middle of its screen, but for task bars and the like. */
    void center();

    /** Makes the window cover its screen, without a frame, or no longer so. */
    void fullScreen(boolean on);

    /** Keeps the window above the others, or no longer so. */
    void alwaysOnTop(boolean on);

    /** Moves and resizes the window. */
    void bounds(Bounds value);

    /** Returns where the window is. */
    Bounds bounds();

    /** Tells whether the window is shown; an icon is. */
    boolean isVisible();

    /** Tells whether the window is an icon. */
    boolean isMinimized();

    /** Tells whether the window is as large as its screen. */
    boolean isMaximized();

    /** Tells whether the window covers its screen. */
    boolean isFullScreen();

    /** Closes the window, as its user would. */
    void close();
}
