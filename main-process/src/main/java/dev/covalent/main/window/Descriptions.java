package dev.covalent.main.window;

import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import java.util.Locale;

/** What renderers are told of windows and contents. */
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

    /** Describes contents. */
    public static ContentsDescription of(WebContents contents) {
        return new ContentsDescription(contents.id(), contents.getOSProcessId());
    }
}
