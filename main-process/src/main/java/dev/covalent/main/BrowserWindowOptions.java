package dev.covalent.main;

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
 */
public record BrowserWindowOptions(
        String page,
        String title,
        int width,
        int height,
        boolean show,
        List<String> jvmFlags,
        List<Path> classPath,
        boolean remote) {

    /** Checks the values and copies the lists. */
    public BrowserWindowOptions {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(title, "title");
        if (page.isEmpty()) {
            throw new IllegalArgumentException("page must name a class that implements Page");
        }
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A window needs a width and a height of at least 1, not " + width + " x " + height);
        }
        jvmFlags = List.copyOf(jvmFlags);
        classPath = List.copyOf(classPath);
    }

    /** Describes a window of 800 by 600 that shows a page of that class. */
    public static BrowserWindowOptions page(Class<?> page) {
        return page(page.getName());
    }

    /** Describes a window of 800 by 600 that shows a page of the class of that name. */
    public static BrowserWindowOptions page(String className) {
        return new BrowserWindowOptions(className, "Covalent", 800, 600, true, List.of(), List.of(), true);
    }

    /** Sets the page to the class of that name. */
    public BrowserWindowOptions showing(String className) {
        return new BrowserWindowOptions(className, title, width, height, show, jvmFlags, classPath, remote);
    }

    /** Sets the title of the window. */
    public BrowserWindowOptions title(String value) {
        return new BrowserWindowOptions(page, value, width, height, show, jvmFlags, classPath, remote);
    }

    /** Sets the size of the window's content in pixels. */
    public BrowserWindowOptions size(int newWidth, int newHeight) {
        return new BrowserWindowOptions(page, title, newWidth, newHeight, show, jvmFlags, classPath, remote);
    }

    /** Sets whether the window is shown as soon as its page has loaded. */
    public BrowserWindowOptions show(boolean value) {
        return new BrowserWindowOptions(page, title, width, height, value, jvmFlags, classPath, remote);
    }

    /** Sets flags of the renderer's JVM, such as {@code -Xmx256m}. */
    public BrowserWindowOptions jvmFlags(String... flags) {
        return new BrowserWindowOptions(page, title, width, height, show, List.of(flags), classPath, remote);
    }

    /** Sets the renderer's class path, which must hold Covalent's renderer as well as the page. */
    public BrowserWindowOptions classPath(List<Path> entries) {
        return new BrowserWindowOptions(page, title, width, height, show, jvmFlags, entries, remote);
    }

    /**
     * Sets whether the page may use {@code remote}: if not, all of it throws a {@code RemoteAccessDeniedException}. Mirrors
     * {@code enable} of {@code @electron/remote}; here it is on unless it is switched off.
     */
    public BrowserWindowOptions remote(boolean value) {
        return new BrowserWindowOptions(page, title, width, height, show, jvmFlags, classPath, value);
    }
}
