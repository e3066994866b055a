package dev.covalent.main.window;

import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.session.RendererSession;
import org.jspecify.annotations.Nullable;

/**
 * One load of a page into a window, by a renderer process of its own.
 *
 * @param window where it is shown
 * @param key what its process proves itself by
 * @param supervisor watches over its process
 * @param options how main opens its window; null if its process was launched separately
 * @param load is told how the load ends
 * @param plain whether its process starts without an archive of classes
 */
record Incarnation(
        MainBrowserWindow window,
        SessionKey key,
        RendererSupervisor supervisor,
        @Nullable BrowserWindowOptions options,
        PageLoad load,
        boolean plain) {

    RendererSession session() {
        return supervisor.session();
    }

    /** Returns the same process, which is to show another page; as long as it was not launched. */
    Incarnation showing(BrowserWindowOptions other, PageLoad otherLoad, boolean startsPlain) {
        return new Incarnation(window, key, supervisor, other, otherLoad, startsPlain);
    }
}
