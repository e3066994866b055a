package dev.covalent.main.window;

import dev.covalent.common.GoneReason;
import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.spare.Spares;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How windows and renderers end: who is asked, what is told, and what follows.
 *
 * <p>Thread-safe. Events are emitted on main's loop.
 */
final class WindowEnds implements RendererSupervisor.Observer {
    /** How long windows that have agreed to close may take for it: longer than it takes until each is killed. */
    private static final Duration EMPTY_LIMIT = Duration.ofSeconds(15);

    private final EventLoop loop;
    private final WindowRegister register;
    private final WindowWatchers watchers;
    private final Incarnations incarnations;
    private final SessionTable sessions;
    private final Focus focus;
    private final PageReports pages;
    private final WindowObserver observer;
    private final Spares spares;
    private final Consumer<RendererSession> disconnect;
    private final Consumer<Incarnation> launcher;
    private final CloseAttempts attempts;

    /**
     * Makes what ends the windows of a register.
     *
     * @param watchers are told of windows that are destroyed
     * @param spares the renderer that is kept for the next page
     * @param disconnect closes all connections of a session
     * @param launcher launches the renderer that follows one that is gone
     */
    WindowEnds(
            EventLoop loop,
            WindowRegister register,
            WindowWatchers watchers,
            SessionTable sessions,
            Focus focus,
            PageReports pages,
            WindowObserver observer,
            Spares spares,
            Consumer<RendererSession> disconnect,
            Consumer<Incarnation> launcher) {
        this.loop = loop;
        this.register = register;
        this.watchers = watchers;
        this.incarnations = register.incarnations();
        this.sessions = sessions;
        this.focus = focus;
        this.pages = pages;
        this.observer = observer;
        this.spares = spares;
        this.disconnect = disconnect;
        this.launcher = launcher;
        this.attempts = new CloseAttempts(incarnations::launched, register::isClosing, this::close);
    }

    /** Returns the attempts to close windows; for the turn of main's loop. */
    CloseAttempts attempts() {
        return attempts;
    }

    /**
     * Asks every window to close, and lets no new one be opened until {@link WindowRegister#reopen}; in the turn. Renderers that attached
     * are not asked, and closed when all others have agreed.
     *
     * @return completes with true when all renderers are gone, or with false when each window was asked and one stays
     */
    CompletableFuture<Boolean> closeAll() {
        CompletableFuture<Void> unused = register.shut(false);
        List<CompletableFuture<Boolean>> answers = register.windows().stream()
                .filter(window -> !window.isAttached())
                .map(window -> {
                    CompletableFuture<Boolean> answer = new CompletableFuture<>();
                    attempts.begin(window, true, answer::complete);
                    return answer;
                })
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenCompose(asked -> answers.stream().allMatch(CompletableFuture::join)
                        ? new Countdown(EMPTY_LIMIT)
                                .limit(endAll(this::close).copy())
                                .thenApply(gone -> true)
                        : CompletableFuture.completedFuture(false));
    }

    /** Destroys every window and lets no new one be opened any more; the future completes when all renderers are gone. */
    CompletableFuture<Void> destroyAll() {
        CompletableFuture<Void> unused = register.shut(true);
        return endAll(this::destroy);
    }

    private CompletableFuture<Void> endAll(Consumer<MainBrowserWindow> end) {
        CompletableFuture<Void> ended = register.shut(false);
        List<MainBrowserWindow> open = register.windows();
        open.forEach(end);
        incarnations.all().stream()
                .filter(incarnation -> !open.contains(incarnation.window()))
                .forEach(incarnation -> incarnation.supervisor().destroy()); // attaching just now, or closing already
        register.checkEmptied();
        return ended;
    }

    /** Closes a window as its user would. */
    void askToClose(MainBrowserWindow window) {
        loop.execute(() -> attempts.begin(window, true, CloseAttempts.NOBODY));
    }

    /** Closes a window without asking main's listeners, and its page only if it is to be. */
    void closeContents(MainBrowserWindow window, boolean waitForBeforeUnload) {
        if (waitForBeforeUnload) {
            loop.execute(() -> attempts.begin(window, false, CloseAttempts.NOBODY));
        } else {
            close(window);
        }
    }

    /** Closes a window that may close: its page unloads. */
    void close(MainBrowserWindow window) {
        Incarnation launched = endPages(window);
        if (launched != null) {
            launched.supervisor().close();
        } else if (unlist(window)) {
            loop.execute(() -> closed(window));
        }
    }

    void destroy(MainBrowserWindow window) {
        Incarnation launched = endPages(window);
        boolean listed = unlist(window);
        if (launched != null) {
            launched.supervisor().destroy();
        } else if (listed) {
            loop.execute(() -> closed(window));
        }
    }

    /** Returns the window's renderer if its end was not told; telling it then closes the window, and none follows it. */
    private @Nullable Incarnation endPages(MainBrowserWindow window) {
        WindowRegister.Closing closing = register.close(window);
        Incarnation launched = closing.launched();
        Incarnation dropped = closing.dropped();
        if (launched != null) {
            launched.load().abandoned("its window closes");
        }
        if (dropped != null) {
            dropped.load().abandoned("its window closes");
            dropped.supervisor().drop();
        }
        return launched;
    }

    @Override
    public void responsive(RendererSession session, boolean responsive) {
        pages.responsive(session, responsive);
    }

    @Override
    public void ended(RendererSession session, RendererExit exit) {
        sessions.remove(session);
        disconnect.accept(session);
        // What had arrived from it before is delivered before its end is told.
        session.lane()
                .whenLeft(() -> loop.execute(() -> {
                    try {
                        announce(session, exit);
                    } finally {
                        register.checkEmptied();
                    }
                }));
    }

    private void announce(RendererSession session, RendererExit exit) {
        MainBrowserWindow window =
                incarnations.find(session).map(Incarnation::window).orElseThrow();
        if (isLaunched(window, session) && incarnations.following(window) == null && attempts.gone(window)) {
            Incarnation unused = endPages(window); // it was asked whether it may close, and has gone
        }
        WindowRegister.Departure departure = register.depart(session, exit);
        departure.ended().load().gone(exit);
        if (departure.launched()) {
            announce(departure, exit);
        }
    }

    private boolean isLaunched(MainBrowserWindow window, RendererSession session) {
        Incarnation launched = incarnations.launched(window);
        return launched != null && launched.session() == session;
    }

    private void announce(WindowRegister.Departure departure, RendererExit exit) {
        Incarnation ended = departure.ended();
        Incarnation next = departure.next();
        MainBrowserWindow window = ended.window();
        boolean blurred = focus.lost(window);
        if (blurred) {
            window.leftFocused();
        }
        if (next == null) { // else it is about to be shown again
            window.family().crashed();
        }
        boolean unknown = window.isAttached() && window.tellCreated(); // nor will it be told any more
        if (unknown && exit.reason() != GoneReason.INTEGRITY_FAILURE) {
            boolean unused = unlist(window);
            register.closed(window);
            return; // it left before it had introduced itself
        }
        if (exit.isTold(ended.session())) {
            window.contents().emit(WebContents.RENDER_PROCESS_GONE, departure.gone());
            observer.gone(departure.gone());
        }
        if (blurred && !departure.over() && !window.isDestroyed()) { // of one that closes, its end says so
            pages.tellFocus(window, false);
        }
        if (departure.over()) {
            boolean unused = unlist(window);
            closed(window);
        } else if (next != null) {
            sessions.add(next.key(), next.session());
            launcher.accept(next);
        }
    }

    private boolean unlist(MainBrowserWindow window) {
        boolean listed = register.unlist(window);
        if (listed) {
            watchers.gone(window);
        }
        return listed;
    }

    private void closed(MainBrowserWindow window) {
        register.closed(window);
        if (!window.tellClosed()) {
            return;
        }
        window.family().leave();
        window.contents().emit(WebContents.DESTROYED, window.contents());
        window.emit(BrowserWindow.CLOSED, window);
        spares.windowClosed(window.contents().id());
        window.contents().ipc().clear(); // not before: what its renderer had sent is delivered as it was meant
        if (!window.isAttached() && register.leavesNone()) {
            observer.allClosed();
        }
    }
}
