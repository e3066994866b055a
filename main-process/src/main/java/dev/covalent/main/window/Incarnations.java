package dev.covalent.main.window;

import dev.covalent.main.session.RendererSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The renderer processes of all windows. A window has at most one that is launched and whose end is not told, and at most
 * one that follows it: the next is launched when the end of the one before is told.
 *
 * <p>Whoever asks may do so on any thread; whoever changes it holds the lock of the {@link WindowRegister}.
 */
final class Incarnations {
    private final Map<RendererSession, Incarnation> bySession = new ConcurrentHashMap<>();
    private final Map<MainBrowserWindow, Incarnation> launched = new ConcurrentHashMap<>();
    private final Map<MainBrowserWindow, Incarnation> following = new ConcurrentHashMap<>();
    private final Map<Integer, RendererSession> byContents = new ConcurrentHashMap<>();

    /** Adds one that is launched at once: its window has none. */
    void launch(Incarnation incarnation) {
        bySession.put(incarnation.session(), incarnation);
        byContents.put(incarnation.session().webContentsId(), incarnation.session());
        launched.put(incarnation.window(), incarnation);
    }

    /** Adds one that is launched after the one that its window has, or in place of the one that was to follow that. */
    void follow(Incarnation incarnation) {
        bySession.put(incarnation.session(), incarnation);
        byContents.put(incarnation.session().webContentsId(), incarnation.session());
        following.put(incarnation.window(), incarnation);
    }

    /** Returns the one that is launched, and whose end was not told; null if there is none. */
    @Nullable Incarnation launched(MainBrowserWindow window) {
        return launched.get(window);
    }

    /** Returns the one that is to be launched next; null if there is none. */
    @Nullable Incarnation following(MainBrowserWindow window) {
        return following.get(window);
    }

    /** Takes back the one that is to be launched next; null if there is none. Its end is told all the same. */
    @Nullable Incarnation dropFollowing(MainBrowserWindow window) {
        return following.remove(window);
    }

    /** Removes one whose end is told; returns whether it was launched. */
    boolean remove(Incarnation incarnation) {
        bySession.remove(incarnation.session());
        byContents.remove(incarnation.session().webContentsId(), incarnation.session());
        Incarnation current = launched.get(incarnation.window());
        return current != null
                && current.session() == incarnation.session()
                && launched.remove(incarnation.window(), current);
    }

    /** Makes the one that is to be launched next the one that is; null if there is none. */
    @Nullable Incarnation promote(MainBrowserWindow window) {
        Incarnation next = following.remove(window);
        if (next != null) {
            launched.put(window, next);
        }
        return next;
    }

    Optional<Incarnation> find(RendererSession session) {
        return Optional.ofNullable(bySession.get(session));
    }

    /** Finds what a renderer shows, unless its end was told, its window is closed, or another page is to be shown. */
    Optional<Incarnation> current(RendererSession session) {
        return find(session)
                .filter(incarnation ->
                        !incarnation.window().isDestroyed() && session(session.webContentsId()) == session);
    }

    /** Returns the session for what is sent to those contents now; null if there is none. */
    @Nullable RendererSession session(int webContentsId) {
        return byContents.get(webContentsId);
    }

    Collection<Incarnation> all() {
        return List.copyOf(bySession.values());
    }

    boolean isEmpty() {
        return bySession.isEmpty();
    }
}
