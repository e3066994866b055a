package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.session.RendererSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which windows there are, which renderers they have, which of them close, and whether new ones may come: what changes
 * together.
 *
 * <p>Thread-safe. While its lock is held nothing is called but what makes windows and their incarnations, the supervisors
 * of these, and what notes the state of contents; none of them calls anything back.
 */
final class WindowRegister {
    private final Incarnations incarnations = new Incarnations();
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Integer, MainBrowserWindow> windows = new TreeMap<>();

    @GuardedBy("lock") private final Map<String, MainBrowserWindow> names = new HashMap<>();

    @GuardedBy("lock") private boolean closing;

    @GuardedBy("lock") private boolean ending;

    /** Completes when all renderers are gone while no new window may be opened. */
    @GuardedBy("lock") private CompletableFuture<Void> emptied = new CompletableFuture<>();

    /** Windows that were told to close while their renderer's end was not yet announced. */
    @GuardedBy("lock") private final Set<MainBrowserWindow> asked = new HashSet<>();

    /** Windows of main's own whose end was not yet announced. */
    @GuardedBy("lock") private int unclosed;

    /** A load that was begun, and the renderer that must be gone before; null if there is none. */
    record Loading(@Nullable Incarnation before, Incarnation next) {}

    /** The renderers of a window that closes: the launched one, and the one that was to follow it; each null if none. */
    record Closing(@Nullable Incarnation launched, @Nullable Incarnation dropped) {}

    /**
     * What the end of a renderer means.
     *
     * @param next the one that follows it
     * @param launched whether it had been launched, and not only been meant to follow another
     * @param over whether its window closes with it
     * @param gone what is to be told of it
     */
    record Departure(
            Incarnation ended, @Nullable Incarnation next, boolean launched, boolean over, RenderProcessGone gone) {}

    /** Returns the renderers, to ask and not to change. */
    Incarnations incarnations() {
        return incarnations;
    }

    Optional<MainBrowserWindow> window(int windowId) {
        synchronized (lock) {
            return Optional.ofNullable(windows.get(windowId));
        }
    }

    /** Finds a window by its name, once it is listed. */
    Optional<BrowserWindow> named(String name) {
        synchronized (lock) {
            return Optional.ofNullable(names.get(name)).filter(this::isListed).map(BrowserWindow.class::cast);
        }
    }

    @GuardedBy("lock") private boolean isListed(MainBrowserWindow window) {
        return windows.get(window.id()) == window;
    }

    /** Returns the windows in the order of their ids. */
    List<MainBrowserWindow> windows() {
        synchronized (lock) {
            return List.copyOf(windows.values());
        }
    }

    /**
     * Takes in a new window with its first renderer; it is not listed yet.
     *
     * @throws IllegalArgumentException if another window has the name
     * @throws IllegalStateException if no window may be opened any more
     */
    Incarnation enter(@Nullable String name, Supplier<Incarnation> maker) {
        synchronized (lock) {
            if (name != null && names.containsKey(name)) {
                throw new IllegalArgumentException(
                        "Window name '" + name + "' is already in use. Window names must be unique.");
            }
            if (closing) {
                throw new IllegalStateException("The application is quitting: no window can be opened any more");
            }
            Incarnation first = maker.get();
            if (name != null) {
                names.put(name, first.window());
            }
            incarnations.launch(first);
            unclosed += first.window().isAttached() ? 0 : 1; // not when it is listed: it may be closed before
            return first;
        }
    }

    /** Lists a window; returns false if its renderer was gone as soon as it had connected. */
    boolean list(MainBrowserWindow window) {
        synchronized (lock) {
            if (window.isDestroyed()) {
                return false;
            }
            windows.put(window.id(), window);
            return true;
        }
    }

    /** Takes a window off the list; returns whether it was on it. */
    boolean unlist(MainBrowserWindow window) {
        window.contents().enter(ContentsState.DESTROYED);
        synchronized (lock) {
            window.name().ifPresent(name -> names.remove(name, window));
            return windows.remove(window.id(), window);
        }
    }

    /**
     * Begins another load of a window: with a renderer that is launched at once, or follows the one that is there.
     *
     * @param page the name of the class of the page; null for the one that the window has
     * @param plain whether the process starts without an archive of classes
     * @return nothing if the window closes
     * @throws IllegalStateException if it is destroyed, or attached
     */
    Optional<Loading> load(MainBrowserWindow window, @Nullable String page, boolean plain, WindowMaker maker) {
        synchronized (lock) {
            Incarnation before = incarnations.launched(window);
            return Optional.ofNullable(next(window, before, page, plain, maker)).map(next -> new Loading(before, next));
        }
    }

    /** Returns the window's next incarnation, or null if the window closes. */
    @GuardedBy("lock") private @Nullable Incarnation next(
            MainBrowserWindow window,
            @Nullable Incarnation before,
            @Nullable String page,
            boolean plain,
            WindowMaker maker) {
        if (window.isDestroyed()) {
            throw new IllegalStateException("Object has been destroyed");
        }
        if (window.isAttached()) {
            throw new IllegalStateException(window + " belongs to a process that was launched separately (pid "
                    + window.contents().getOSProcessId() + "), which main cannot start again: have it attach again");
        }
        BrowserWindowOptions options = window.options(page);
        Incarnation following = incarnations.following(window);
        if (closing || asked.contains(window)) {
            return null;
        }
        if (following != null) { // what was sent to it is for whatever is loaded next
            following.load().abandoned("another page is loaded in its place");
            window.openedBy(options);
            Incarnation changed = following.showing(options, maker.load(options), plain);
            incarnations.follow(changed);
            return changed;
        }
        if (before == null) {
            Incarnation next = maker.incarnation(window, options, plain);
            incarnations.launch(next);
            return next;
        }
        if (!before.supervisor().leaveForAnother()) {
            return null;
        }
        before.load().abandoned("another page is loaded in its place");
        Incarnation next = maker.incarnation(window, options, plain);
        incarnations.follow(next);
        return next;
    }

    /** Begins to close a window: telling the end of its renderer, if it has one, then closes it, and none follows. */
    Closing close(MainBrowserWindow window) {
        synchronized (lock) {
            Incarnation launched = incarnations.launched(window);
            if (launched != null || isListed(window)) {
                asked.add(window);
            }
            return new Closing(launched, incarnations.dropFollowing(window));
        }
    }

    boolean isClosing(MainBrowserWindow window) {
        synchronized (lock) {
            return asked.contains(window);
        }
    }

    /** Takes a renderer out whose end is told. */
    Departure depart(RendererSession session, RendererExit exit) {
        synchronized (lock) {
            Incarnation ended = incarnations.find(session).orElseThrow(); // now: another page may have taken its place
            boolean launched = incarnations.remove(ended);
            Incarnation next = launched ? incarnations.promote(ended.window()) : null;
            boolean over = launched
                    && next == null
                    && (asked.contains(ended.window())
                            || exit.orderly()
                            || ended.window().isAttached());
            if (over) {
                asked.add(ended.window()); // nothing is loaded into it any more, whoever is told of its end
            }
            RenderProcessGone gone = exit.toldOf(session, ended.window().contents());
            if (launched && next == null && exit.isTold(session)) {
                ended.window().contents().crashed(gone); // before another thread can have it loaded again
            }
            return new Departure(ended, next, launched, over, gone);
        }
    }

    /**
     * Notes how the load of a page ended.
     *
     * @param outcome {@link ContentsState#LOADED} or {@link ContentsState#FAILED}
     * @return what shows the page; nothing if its end was told, its window is closed, or another page is to be shown
     */
    Optional<Incarnation> settle(RendererSession session, ContentsState outcome) {
        synchronized (lock) {
            Optional<Incarnation> shown = incarnations.current(session);
            shown.ifPresent(incarnation -> incarnation.window().contents().enter(outcome));
            return shown;
        }
    }

    /** Forgets that a window closes: it has. */
    void closed(MainBrowserWindow window) {
        synchronized (lock) {
            asked.remove(window);
        }
    }

    /** Counts the end of a window of main's own; returns whether it was the last one, and not the application ends them. */
    boolean leavesNone() {
        synchronized (lock) {
            unclosed--;
            return unclosed == 0 && !closing;
        }
    }

    /** Tells whether there is a window of main's own whose end was not told. */
    boolean hasOwn() {
        synchronized (lock) {
            return unclosed > 0;
        }
    }

    /**
     * Lets no window be opened until {@link #reopen}.
     *
     * @param forEver not even after that
     * @return completes when all renderers are gone while it is shut
     */
    CompletableFuture<Void> shut(boolean forEver) {
        synchronized (lock) {
            closing = true;
            ending |= forEver;
            return emptied;
        }
    }

    /** Tells whether no window may be opened now. */
    boolean isShut() {
        synchronized (lock) {
            return closing;
        }
    }

    /** Lets windows be opened again, unless it was shut for ever. */
    void reopen() {
        synchronized (lock) {
            if (!ending) {
                closing = false;
                emptied = new CompletableFuture<>();
            }
        }
    }

    /** Completes what {@link #shut} gave if all renderers are gone. */
    void checkEmptied() {
        CompletableFuture<Void> done;
        synchronized (lock) {
            done = closing && incarnations.isEmpty() ? emptied : null;
        }
        if (done != null) {
            done.complete(null);
        }
    }
}
