package dev.covalent.renderer;

import dev.covalent.common.Bounds;
import dev.covalent.common.PageName;
import dev.covalent.common.WindowTitle;

/**
 * How a window is to be made that a page opens. What its process is made of is main's to decide, and not the page's: unless
 * main says otherwise it gets the class path, the JVM flags, the host and the use of {@code remote} that main has opened the
 * window of the page with, and those of {@code BrowserWindowOptions.page} if the renderer has attached by itself. Immutable;
 * each method returns a changed copy.
 *
 * @param page the name of the class of the page, which the new renderer loads from its class path; at most 1,024 characters
 * @param title the title of the window, at most 1,024 characters, of which none is a control character
 * @param width the width of its content, in the units of the desktop: pixels, unless the display is scaled
 * @param height the height of its content, in the same units
 * @param show whether the window is shown as soon as its page has loaded
 */
public record RemoteWindowOptions(String page, String title, int width, int height, boolean show) {

    /** Checks the values. */
    public RemoteWindowOptions {
        PageName.check(page);
        WindowTitle.check(title);
        Bounds.checkSize(width, height);
    }

    /** Describes a window of 800 by 600 that shows a page of that class. */
    public static RemoteWindowOptions page(Class<? extends Page> page) {
        return page(page.getName());
    }

    /** Describes a window of 800 by 600 that shows a page of the class of that name. */
    public static RemoteWindowOptions page(String className) {
        return new RemoteWindowOptions(className, "Covalent", 800, 600, true);
    }

    /** Sets the title of the window. */
    public RemoteWindowOptions title(String value) {
        return new RemoteWindowOptions(page, value, width, height, show);
    }

    /** Sets the size of the window's content in the units of the desktop: pixels, unless the display is scaled. */
    public RemoteWindowOptions size(int newWidth, int newHeight) {
        return new RemoteWindowOptions(page, title, newWidth, newHeight, show);
    }

    /** Sets whether the window is shown as soon as its page has loaded. */
    public RemoteWindowOptions show(boolean value) {
        return new RemoteWindowOptions(page, title, width, height, value);
    }
}
