package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.session.RendererSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The renderers that find windows or contents by their ids without asking: they were told those that there were, and are
 * told of each that is made or destroyed before anybody else can tell them its id.
 *
 * <p>Thread-safe. While its lock is held nothing is called but what asks for the windows, and what queues frames.
 */
final class WindowWatchers {
    private final Supplier<List<MainBrowserWindow>> listed;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<RendererSession> ofWindows = new HashSet<>();

    @GuardedBy("lock") private final Set<RendererSession> ofContents = new HashSet<>();

    /**
     * Makes one whom nobody has asked.
     *
     * @param listed gives the windows that there are
     */
    WindowWatchers(Supplier<List<MainBrowserWindow>> listed) {
        this.listed = listed;
    }

    /** Returns the windows, and tells a renderer what becomes of them from now on. */
    List<MainBrowserWindow> ofWindows(RendererSession session) {
        synchronized (lock) {
            if (ofWindows.add(session)) {
                session.onGone(() -> forget(session));
            }
            return listed.get();
        }
    }

    /** Returns the windows whose contents there are, and tells a renderer what becomes of these from now on. */
    List<MainBrowserWindow> ofContents(RendererSession session) {
        synchronized (lock) {
            if (ofContents.add(session)) {
                session.onGone(() -> forget(session));
            }
            return listed.get();
        }
    }

    /** Tells of a window that was listed. */
    void made(MainBrowserWindow window) {
        synchronized (lock) {
            if (window.isDestroyed()) { // by another thread just now, which has told it already, or will
                return;
            }
            tell(ofWindows, RemoteGrants.BROWSER_WINDOW, new WindowNews.WindowMade(Descriptions.of(window)));
            int contents = window.contents().id();
            tell(ofContents, RemoteGrants.WEB_CONTENTS, new WindowNews.ContentsMade(contents));
        }
    }

    /** Tells of a window that is not listed any more, also those from whom the windows were taken back meanwhile. */
    void gone(MainBrowserWindow window) {
        Downstream windowGone = new WindowNews.WindowGone(window.id());
        Downstream contentsGone = new WindowNews.ContentsGone(window.contents().id());
        synchronized (lock) {
            ofWindows.forEach(session -> session.post(windowGone));
            ofContents.forEach(session -> session.post(contentsGone));
        }
    }

    /** Returns how many renderers are told of windows, and how many of contents, together. */
    int size() {
        synchronized (lock) {
            return ofWindows.size() + ofContents.size();
        }
    }

    private static void tell(Set<RendererSession> watchers, String part, Downstream news) {
        watchers.stream().filter(session -> session.grants().hasMainsOwn(part)).forEach(session -> session.post(news));
    }

    private void forget(RendererSession session) {
        synchronized (lock) {
            ofWindows.remove(session);
            ofContents.remove(session);
        }
    }
}
