package dev.covalent.main;

import dev.covalent.common.Bounds;
import dev.covalent.common.WindowTitle;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How a window and its renderer are to be made. Immutable; each method returns a changed copy.
 *
 * @param page the name of the class of the page, which the renderer loads from its class path
 * @param title the title of the window
 * @param width the width of its content in pixels
 * @param height the height of its content in pixels
 * @param show whether the window is shown as soon as its page has loaded
 * @param jvmFlags flags of the renderer's JVM, before Covalent's own
 * @param classPath the renderer's class path; empty for that of the main process
 * @param remote whether the page may use {@code remote}
 * @param style where the window is and what it looks like
 */
public record BrowserWindowOptions(
        String page,
        String title,
        int width,
        int height,
        boolean show,
        List<String> jvmFlags,
        List<Path> classPath,
        boolean remote,
        WindowStyle style) {

    /** Checks the values and copies the lists. */
    public BrowserWindowOptions {
        Objects.requireNonNull(page, "page");
        WindowTitle.check(title);
        Objects.requireNonNull(style, "style");
        if (page.isEmpty()) {
            throw new IllegalArgumentException("page must name a class that implements Page");
        }
        Bounds.checkSize(width, height);
        jvmFlags = List.copyOf(jvmFlags);
        classPath = List.copyOf(classPath);
    }

    /** Describes a window of 800 by 600 that shows a page of that class. */
    public static BrowserWindowOptions page(Class<?> page) {
        return page(page.getName());
    }

    /** Describes a window of 800 by 600 that shows a page of the class of that name. */
    public static BrowserWindowOptions page(String className) {
        return new BrowserWindowOptions(
                className, "Covalent", 800, 600, true, List.of(), List.of(), true, WindowStyle.PLAIN);
    }

    /** Sets the title of the window. */
    public BrowserWindowOptions title(String value) {
        return new BrowserWindowOptions(page, value, width, height, show, jvmFlags, classPath, remote, style);
    }

    /** Sets the size of the window's content in pixels. */
    public BrowserWindowOptions size(int newWidth, int newHeight) {
        return new BrowserWindowOptions(page, title, newWidth, newHeight, show, jvmFlags, classPath, remote, style);
    }

    /** Sets whether the window is shown as soon as its page has loaded. */
    public BrowserWindowOptions show(boolean value) {
        return new BrowserWindowOptions(page, title, width, height, value, jvmFlags, classPath, remote, style);
    }

    /** Sets flags of the renderer's JVM, such as {@code -Xmx256m}. */
    public BrowserWindowOptions jvmFlags(String... flags) {
        return new BrowserWindowOptions(page, title, width, height, show, List.of(flags), classPath, remote, style);
    }

    /** Sets the renderer's class path, which must hold Covalent's renderer as well as the page. */
    public BrowserWindowOptions classPath(List<Path> entries) {
        return new BrowserWindowOptions(page, title, width, height, show, jvmFlags, entries, remote, style);
    }

    /**
     * Sets whether the page may use {@code remote}: if not, all of it throws a {@code RemoteAccessDeniedException}. Mirrors
     * {@code enable} of {@code @electron/remote}; here it is on unless it is switched off.
     */
    public BrowserWindowOptions remote(boolean value) {
        return new BrowserWindowOptions(page, title, width, height, show, jvmFlags, classPath, value, style);
    }

    /** Sets where the window is on the desktop; without this the platform chooses. Mirrors {@code x} and {@code y}. */
    public BrowserWindowOptions position(int x, int y) {
        return style(style.position(new WindowStyle.Position(x, y)));
    }

    /** Sets the least size that the user can give the window, with its frame. */
    public BrowserWindowOptions minimumSize(int newWidth, int newHeight) {
        return style(style.minimumSize(new WindowStyle.Size(newWidth, newHeight)));
    }

    /** Sets the window that this one belongs to: it closes when that does. */
    public BrowserWindowOptions parent(BrowserWindow window) {
        return style(style.parent(Objects.requireNonNull(window, "window")));
    }

    /** Sets whether the parent takes no input while this window is shown; without a parent it means nothing. */
    public BrowserWindowOptions modal(boolean value) {
        return style(style.modal(value));
    }

    /** Sets whether the user may change the window's size; they may unless this says otherwise. */
    public BrowserWindowOptions resizable(boolean value) {
        return style(style.resizable(value));
    }

    /** Sets whether the window stays above others. */
    public BrowserWindowOptions alwaysOnTop(boolean value) {
        return style(style.alwaysOnTop(value));
    }

    /**
     * Sets the image of the window's title bar, a file that Java can read, such as a PNG. The renderer reads it; if it
     * cannot, it says so in its log, and the window has the platform's icon.
     */
    public BrowserWindowOptions icon(Path file) {
        return style(style.icon(Objects.requireNonNull(file, "file")));
    }

    private BrowserWindowOptions style(WindowStyle value) {
        return new BrowserWindowOptions(page, title, width, height, show, jvmFlags, classPath, remote, value);
    }
}
