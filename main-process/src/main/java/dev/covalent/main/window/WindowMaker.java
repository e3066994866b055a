package dev.covalent.main.window;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.WebContents;
import dev.covalent.main.invoke.RendererRequests;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes windows, with ids from 1 up of which none is given twice, and their incarnations.
 *
 * <p>Thread-safe.
 */
final class WindowMaker {
    private final WindowSettings settings;
    private final EventLoop loop;
    private final SessionTable sessions;
    private final PortRouter ports;
    private final IpcRouter router;
    private final RendererRequests requests;
    private final ScheduledExecutorService timer;
    private final Consumer<Throwable> uncaught;
    private final WindowTable table;
    private final RendererSupervisor.Observer observer;
    private final Consumer<Runnable> shortly;
    private final AtomicInteger lastWindowId = new AtomicInteger();
    private final AtomicInteger lastContentsId = new AtomicInteger();

    /**
     * Makes a maker.
     *
     * @param table what the windows turn to
     * @param observer is told what becomes of renderers
     * @param shortly runs a task after a short delay
     */
    WindowMaker(
            WindowSettings settings,
            EventLoop loop,
            SessionTable sessions,
            PortRouter ports,
            IpcRouter router,
            RendererRequests requests,
            ScheduledExecutorService timer,
            Consumer<Throwable> uncaught,
            WindowTable table,
            RendererSupervisor.Observer observer,
            Consumer<Runnable> shortly) {
        this.settings = settings;
        this.loop = loop;
        this.sessions = sessions;
        this.ports = ports;
        this.router = router;
        this.requests = requests;
        this.timer = timer;
        this.uncaught = uncaught;
        this.table = table;
        this.observer = observer;
        this.shortly = shortly;
    }

    MainBrowserWindow window(WindowMirror mirror, boolean attached) {
        BrowserWebContents contents =
                new BrowserWebContents(lastContentsId.incrementAndGet(), ports, router, requests, uncaught);
        return new MainBrowserWindow(lastWindowId.incrementAndGet(), contents, mirror, attached, table, uncaught);
    }

    /** Makes the incarnation whose process main forks. */
    Incarnation incarnation(MainBrowserWindow window, BrowserWindowOptions options, boolean plain) {
        return incarnation(window, SessionKey.random(sessions.newSessionId()), options, plain);
    }

    /** Makes the only incarnation of a window that attaches. */
    Incarnation attached(SessionKey key) {
        return incarnation(window(WindowMirror.ofAttached(), true), key, null, false);
    }

    PageLoad load(@Nullable BrowserWindowOptions options) {
        return new PageLoad(options == null ? "" : options.page(), loop, settings.launchTimeout());
    }

    private Incarnation incarnation(
            MainBrowserWindow window, SessionKey key, @Nullable BrowserWindowOptions options, boolean plain) {
        BrowserWebContents contents = window.contents();
        RendererSession session =
                new RendererSession(key.id(), contents, window.id(), loop, settings.queueLimits(), shortly);
        session.drainsTo(() -> loop.execute(() -> {
            window.family().caughtUp();
            contents.emit(WebContents.DRAIN, contents);
        }));
        RendererSupervisor supervisor = new RendererSupervisor(session, timer, settings.unresponsiveAfter(), observer);
        session.overflowsTo(supervisor::cut);
        if (options != null && !options.remote()) {
            session.disableRemote();
        }
        contents.supervisedBy(supervisor);
        contents.enter(ContentsState.LOADING);
        window.openedBy(options);
        return new Incarnation(window, key, supervisor, options, load(options), plain);
    }
}
