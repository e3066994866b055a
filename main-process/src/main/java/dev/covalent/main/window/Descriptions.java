package dev.covalent.main.window;

import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import java.util.Locale;
import java.util.Optional;

/** What renderers, and operators' tools, are told of windows and contents. */
public final class Descriptions {

    private Descriptions() {}

    /** Describes a window. */
    public static WindowDescription of(BrowserWindow window) {
        return new WindowDescription(window.id(), window.webContents().id(), window.title());
    }

    /** Returns a word for what contents are doing. */
    public static String state(WebContents contents) {
        if (!(contents instanceof BrowserWebContents own)) {
            return "loaded";
        }
        return own.isUnresponsive() ? "unresponsive" : own.state().name().toLowerCase(Locale.ROOT);
    }

    /** Returns how the renderer of contents that are crashed has ended; empty for others. */
    public static Optional<RenderProcessGone> gone(WebContents contents) {
        return contents instanceof BrowserWebContents own ? own.gone() : Optional.empty();
    }

    /** Returns the id of the process that contents have, or had last. */
    public static long lastProcessId(WebContents contents) {
        return contents instanceof BrowserWebContents own ? own.lastProcessId() : contents.getOSProcessId();
    }

    /** Returns the class of the page of a window, whether it is there or not; empty if its renderer attached. */
    public static Optional<String> page(BrowserWindow window) {
        return window instanceof MainBrowserWindow own ? own.page() : Optional.empty();
    }

    /** Describes contents. */
    public static ContentsDescription of(WebContents contents) {
        return new ContentsDescription(contents.id(), contents.getOSProcessId());
    }
}
