package dev.covalent.main;

import dev.covalent.common.Bounds;
import dev.covalent.common.HostName;
import dev.covalent.common.WindowTitle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a window and its renderer are to be made. Immutable; each method returns a changed copy.
 *
 * @param page the name of the class of the page, which the renderer loads from its class path
 * @param title the title of the window
 * @param width the width of its content, in the units of the desktop: pixels, unless the display is scaled
 * @param height the height of its content, in the same units
 * @param show whether the window is shown as soon as its page has loaded
 * @param remote whether the page may use {@code remote}
 * @param jvm how the renderer's JVM is run
 * @param style where the window is and what it looks like
 * @param name what no other window is called; null for none
 * @param host what the window is in; null for a real window where there is a display
 */
public record BrowserWindowOptions(
        String page,
        String title,
        int width,
        int height,
        boolean show,
        boolean remote,
        JvmOptions jvm,
        WindowStyle style,
        @Nullable String name,
        @Nullable String host) {

    private static final int MAX_NAME = 100;

    /** Checks the values. */
    public BrowserWindowOptions {
        Objects.requireNonNull(page, "page");
        WindowTitle.check(title);
        Objects.requireNonNull(jvm, "jvm");
        Objects.requireNonNull(style, "style");
        if (page.isEmpty()) {
            throw new IllegalArgumentException("page must name a class that implements Page");
        }
        Bounds.checkSize(width, height);
        if (name != null) {
            checkName(name);
        }
        if (host != null) {
            HostName.check(host);
        }
    }

    /** Describes a window of 800 by 600 that shows a page of that class. */
    public static BrowserWindowOptions page(Class<?> page) {
        return page(page.getName());
    }

    /** Describes a window of 800 by 600 that shows a page of the class of that name. */
    public static BrowserWindowOptions page(String className) {
        return new BrowserWindowOptions(
                className, "Covalent", 800, 600, true, true, JvmOptions.DEFAULT, WindowStyle.PLAIN, null, null);
    }

    /** Sets the page to the class of that name. */
    public BrowserWindowOptions showing(String className) {
        return new BrowserWindowOptions(className, title, width, height, show, remote, jvm, style, name, host);
    }

    /**
     * Sets a name by which {@link BrowserWindows#fromName} finds the window. No two windows have the same; it is free again
     * when the window is closed. Mirrors {@code name}.
     *
     * @param value not blank, at most 100 characters
     */
    public BrowserWindowOptions name(String value) {
        Objects.requireNonNull(value, "value");
        return new BrowserWindowOptions(page, title, width, height, show, remote, jvm, style, value, host);
    }

    /**
     * Sets what the window is in, now and whatever it shows later: {@code swing}, {@code headless}, or a {@code PageHost} of
     * the application's own, which the renderer finds on its class path. If it does not, the page does not load. {@code
     * MainProcess.Builder.headless} overrules it.
     *
     * @throws IllegalArgumentException if no host can have that name
     */
    public BrowserWindowOptions host(String value) {
        return new BrowserWindowOptions(
                page, title, width, height, show, remote, jvm, style, name, HostName.check(value));
    }

    private static void checkName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("The name of a window has 1 to " + MAX_NAME
                    + " characters, not all of them" + " blank; this one has " + name.length());
        }
    }

    /** Sets the title of the window. */
    public BrowserWindowOptions title(String value) {
        return new BrowserWindowOptions(page, value, width, height, show, remote, jvm, style, name, host);
    }

    /** Sets the size of the window's content in the units of the desktop: pixels, unless the display is scaled. */
    public BrowserWindowOptions size(int newWidth, int newHeight) {
        return new BrowserWindowOptions(page, title, newWidth, newHeight, show, remote, jvm, style, name, host);
    }

    /** Sets whether the window is shown as soon as its page has loaded. */
    public BrowserWindowOptions show(boolean value) {
        return new BrowserWindowOptions(page, title, width, height, value, remote, jvm, style, name, host);
    }

    /**
     * Sets whether the page may use {@code remote}: if not, all of it throws a {@code RemoteAccessDeniedException}. Mirrors
     * {@code enable} of {@code @electron/remote}; here it is on unless it is switched off.
     */
    public BrowserWindowOptions remote(boolean value) {
        return new BrowserWindowOptions(page, title, width, height, show, value, jvm, style, name, host);
    }

    /** Sets how the renderer's JVM is run, all of it. */
    public BrowserWindowOptions jvm(JvmOptions value) {
        return new BrowserWindowOptions(page, title, width, height, show, remote, value, style, name, host);
    }

    /**
     * Sets flags of the renderer's JVM, such as {@code -Xmx256m}. A flag and its value are one text ({@code
     * --add-opens=java.base/java.lang=ALL-UNNAMED}). One that would set the class path or say what is run is refused by
     * {@link BrowserWindows#open}; one that the JVM refuses makes the launch fail.
     */
    public BrowserWindowOptions jvmFlags(String... flags) {
        return jvm(jvm.flags(List.of(flags)));
    }

    /** Sets the renderer's class path, which must hold Covalent's renderer as well as the page. */
    public BrowserWindowOptions classPath(List<Path> entries) {
        return jvm(jvm.classPath(entries));
    }

    /**
     * Sets environment variables of the renderer beside those that it inherits from main, whose value a variable of the
     * same name replaces.
     *
     * <p>Variables that would change a JVM behind its command line are never inherited, and refused here by {@link
     * BrowserWindows#open}: {@code JAVA_TOOL_OPTIONS}, {@code _JAVA_OPTIONS}, {@code JDK_JAVA_OPTIONS}, {@code
     * JDK_AOT_VM_OPTIONS}, {@code CLASSPATH}, {@code LD_PRELOAD} and {@code DYLD_INSERT_LIBRARIES}.
     */
    public BrowserWindowOptions environment(Map<String, String> variables) {
        return jvm(jvm.environment(variables));
    }

    /** Sets the renderer's working directory; if there is none such when the renderer is launched, the launch fails. */
    public BrowserWindowOptions workingDirectory(Path directory) {
        return jvm(jvm.workingDirectory(directory));
    }

    /** Sets where what the renderer prints goes; to main's log unless something else is said. */
    public BrowserWindowOptions output(RendererOutput where) {
        return jvm(jvm.output(where));
    }

    /**
     * Sets what the page reads by {@code Renderer.arguments()}, at most 512 KiB in all. Mirrors {@code
     * additionalArguments}; they are not on the command line, which other users could read.
     */
    public BrowserWindowOptions arguments(String... arguments) {
        return jvm(jvm.arguments(List.of(arguments)));
    }

    /** Returns flags of the renderer's JVM, which overrule Covalent's own. */
    public List<String> jvmFlags() {
        return jvm.flags();
    }

    /** Returns the renderer's class path; empty for that of the main process. */
    public List<Path> classPath() {
        return jvm.classPath();
    }

    /** Returns the variables that the renderer has beside those that it inherits. */
    public Map<String, String> environment() {
        return jvm.environment();
    }

    /** Returns the renderer's working directory; empty for that of the main process. */
    public Optional<Path> workingDirectory() {
        return Optional.ofNullable(jvm.workingDirectory());
    }

    /** Returns where what the renderer prints goes. */
    public RendererOutput output() {
        return jvm.output();
    }

    /** Returns what the page reads by {@code Renderer.arguments()}. */
    public List<String> arguments() {
        return jvm.arguments();
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
        return new BrowserWindowOptions(page, title, width, height, show, remote, jvm, value, name, host);
    }
}
