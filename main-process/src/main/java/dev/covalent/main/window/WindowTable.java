package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.ChannelName;
import dev.covalent.common.GoneReason;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.WebContents;
import dev.covalent.main.invoke.RendererRequests;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows of a main process: their ids, their renderers, their ends.
 *
 * <p>Thread-safe. Events are emitted on main's loop; nothing is called while the lock is held.
 */
public final class WindowTable implements BrowserWindows, SessionTable.Newcomers {
    private static final Logger log = LoggerFactory.getLogger(WindowTable.class);

    /** How long what need not wake a renderer waits for other frames to go with. */
    private static final long RIDER_DELAY_MILLIS = 20;

    private final WindowSettings settings;
    private final EventLoop loop;
    private final SessionTable sessions;
    private final PortRouter ports;
    private final RendererRequests requests;
    private final IpcRouter router;
    private final ScheduledExecutorService timer;
    private final Consumer<Throwable> uncaught;
    private final RendererLauncher launcher;
    private final Supplier<String> address;
    private final Consumer<RendererSession> disconnect;
    private final WindowObserver observer;
    private final Map<RendererSession, Renderer> renderers = new ConcurrentHashMap<>();
    private final Map<Integer, RendererSession> sessionsByContents = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private final Focus focus = new Focus();
    private final Creations creations;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Integer, MainBrowserWindow> windows = new TreeMap<>();

    @GuardedBy("lock") private int lastWindowId;

    @GuardedBy("lock") private int lastContentsId;

    @GuardedBy("lock") private boolean closing;

    /** Windows that were told to close while their renderer's end was not yet announced. */
    @GuardedBy("lock") private final Set<MainBrowserWindow> asked = new HashSet<>();

    /** Windows of main's own whose end was not yet announced. */
    @GuardedBy("lock") private int unclosed;

    /** A renderer, with what main opened its window by if it did. */
    private record Renderer(
            MainBrowserWindow window,
            RendererSupervisor supervisor,
            @Nullable BrowserWindowOptions options) {}

    /**
     * Makes an empty table.
     *
     * @param router brings what renderers send to the {@code ipc} of their contents
     * @param address gives the listener's address once it listens
     * @param disconnect closes all connections of a session
     */
    public WindowTable(
            WindowSettings settings,
            EventLoop loop,
            SessionTable sessions,
            PortRouter ports,
            IpcRouter router,
            ScheduledExecutorService timer,
            ExecutorService launches,
            Consumer<Throwable> uncaught,
            Supplier<String> address,
            Consumer<RendererSession> disconnect,
            WindowObserver observer) {
        this.settings = settings;
        this.loop = loop;
        this.sessions = sessions;
        this.ports = ports;
        this.requests = new RendererRequests(loop, timer, settings.queueLimits().bound());
        this.router = router;
        this.timer = timer;
        this.launcher = new RendererLauncher(settings, launches);
        this.uncaught = uncaught;
        this.address = address;
        this.disconnect = disconnect;
        this.observer = observer;
        this.creations = new Creations(loop, observer);
    }

    @Override
    public BrowserWindow open(BrowserWindowOptions options) {
        Objects.requireNonNull(options, "options");
        MainBrowserWindow parent = parent(options);
        JvmCommand.Builder command = launcher.prepare(options); // first: what it refuses leaves no window behind
        SessionKey key = SessionKey.random(sessions.newSessionId());
        Renderer renderer = newRenderer(key, options);
        if (!options.remote()) {
            renderer.supervisor().session().disableRemote();
        }
        sessions.add(key, renderer.supervisor().session()); // before a listener of the creation can end it again
        MainBrowserWindow window = renderer.window();
        boolean orphan = parent != null
                && !window.family().join(parent.family(), options.style().modal());
        show(window);
        launcher.launch(command, options, window.nextSetup(), address.get(), key, renderer.supervisor());
        if (orphan) { // its parent was closed by another thread just now
            close(window);
        }
        return window;
    }

    private static @Nullable MainBrowserWindow parent(BrowserWindowOptions options) {
        BrowserWindow given = options.style().parent().orElse(null);
        if (given == null) {
            return null;
        }
        if (!(given instanceof MainBrowserWindow parent) || parent.isDestroyed()) {
            throw new IllegalArgumentException("The parent of a window must be one that is open, not " + given);
        }
        return parent;
    }

    @Override
    public Optional<BrowserWindow> fromId(int windowId) {
        synchronized (lock) {
            return Optional.ofNullable(windows.get(windowId));
        }
    }

    @Override
    public Optional<BrowserWindow> fromWebContents(WebContents contents) {
        Objects.requireNonNull(contents, "contents");
        return getAllWindows().stream()
                .filter(window -> window.webContents() == contents)
                .findFirst();
    }

    @Override
    public List<BrowserWindow> getAllWindows() {
        synchronized (lock) {
            return List.copyOf(windows.values());
        }
    }

    @Override
    public Optional<WebContents> webContentsFromId(int webContentsId) {
        return getAllWebContents().stream()
                .filter(contents -> contents.id() == webContentsId)
                .findFirst();
    }

    @Override
    public List<WebContents> getAllWebContents() {
        return getAllWindows().stream().map(BrowserWindow::webContents).toList();
    }

    @Override
    public Optional<BrowserWindow> getFocusedWindow() {
        return Optional.ofNullable(focus.window());
    }

    boolean isFocused(MainBrowserWindow window) {
        return focus.window() == window;
    }

    /** Returns how many windows have said that they got the focus, and not that they lost it. */
    int holdingFocus() {
        return focus.size();
    }

    /** Returns the requests that are open between main and the renderers. */
    public RendererRequests requests() {
        return requests;
    }

    @Override
    public boolean broadcast(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Broadcast message = new Broadcast(channel, args);
        List<MainBrowserWindow> all;
        synchronized (lock) {
            all = List.copyOf(windows.values());
        }
        return message.sendTo(all, settings.queueLimits().bound());
    }

    /** Returns the session that shows those contents now, or empty if there is none. */
    public Optional<RendererSession> session(int webContentsId) {
        return Optional.ofNullable(sessionsByContents.get(webContentsId)).filter(session -> !session.isGone());
    }

    @Override
    public RendererSession attached(SessionKey key) {
        return newRenderer(key, null).supervisor().session();
    }

    @Override
    public void lifelineOpened(RendererSession session, Lifeline lifeline) {
        Renderer renderer = renderers.get(session);
        if (renderer == null) {
            lifeline.close();
        } else {
            renderer.supervisor().connectedBy(lifeline, settings.launchTimeout());
        }
    }

    @Override
    public void abandoned(RendererSession session) {
        Renderer renderer = renderers.get(session);
        if (renderer != null) {
            renderer.supervisor().launchFailed();
        }
    }

    /** Returns how the window of a renderer was opened; empty if it attached, or is gone. */
    public Optional<BrowserWindowOptions> openedBy(RendererSession session) {
        return Optional.ofNullable(renderers.get(session)).map(Renderer::options);
    }

    /** Tells whether the renderer of a window is yet to connect: its process starts, or is about to. */
    public boolean isStarting(BrowserWindow window) {
        return renderers.values().stream()
                .anyMatch(renderer ->
                        renderer.window() == window && !renderer.supervisor().hasConnected());
    }

    /** Takes in a renderer that makes its first call. */
    public Optional<BrowserWindow> connected(RendererSession session, Introduction introduction) {
        Renderer renderer = renderers.get(session);
        if (renderer == null) {
            return Optional.empty();
        }
        MainBrowserWindow window = renderer.window();
        if (!renderer.supervisor().connected()) {
            throw new MalformedFrameException("A renderer introduces itself once");
        }
        if (window.isAttached()) {
            session.processId(introduction.processId());
            window.title(introduction.title());
            show(window);
        }
        creations.awaitTold(window);
        log.info("{}: connected", session);
        return Optional.of(window);
    }

    /** Is told, in the turn, that a page has loaded. */
    public void loaded(RendererSession session) {
        contents(session).ifPresent(contents -> {
            contents.enter(ContentsState.LOADED);
            contents.emit(WebContents.DID_FINISH_LOAD, contents);
        });
    }

    /** Is told, in the turn, that a page could not be loaded. */
    public void failed(RendererSession session, RemoteError error) {
        log.error("{}: its page did not load: {}\n{}", session, error, error.stack());
        contents(session).ifPresent(contents -> {
            contents.enter(ContentsState.FAILED);
            contents.emit(WebContents.DID_FAIL_LOAD, error);
        });
    }

    /** Is told, in the turn, that the window of a renderer got or lost the focus. */
    public void focusChanged(RendererSession session, boolean focused) {
        contents(session)
                .flatMap(this::fromWebContents)
                .map(MainBrowserWindow.class::cast)
                .filter(window -> focused ? focus.gained(window) : focus.lost(window))
                .ifPresent(window -> tellFocus(window, focused));
    }

    private void tellFocus(MainBrowserWindow window, boolean focused) {
        window.emit(focused ? BrowserWindow.FOCUS : BrowserWindow.BLUR, window);
        observer.focusChanged(window, focused);
        if (focused) {
            window.family().passFocus();
        }
    }

    /** Is told, in the turn, what the window of a renderer is like. */
    public void reported(RendererSession session, Upstream.WindowReport report) {
        session.post(new Downstream.WindowReportTaken());
        contents(session)
                .flatMap(this::fromWebContents)
                .map(MainBrowserWindow.class::cast)
                .ifPresent(window -> window.reported(report));
    }

    /** Does, in the turn, with a window what a renderer wants done; nothing with one that is closed. */
    public void order(Upstream.WindowOrder order) {
        fromId(order.windowId()).map(MainBrowserWindow.class::cast).ifPresent(window -> {
            try {
                window.command(order.command());
            } catch (IllegalStateException | QueueFullException refused) {
                log.debug("{} is not changed: {}", window, refused.getMessage());
            }
        });
    }

    /** Is told that a renderer leaves by itself. */
    public void goodbye(RendererSession session) {
        Optional.ofNullable(renderers.get(session))
                .ifPresent(renderer -> renderer.supervisor().goodbye());
    }

    /** Cuts off a renderer that broke the protocol. */
    public void cut(RendererSession session, String why) {
        Optional.ofNullable(renderers.get(session))
                .ifPresent(renderer -> renderer.supervisor().cut(why));
    }

    /** Closes or destroys every window and lets no new one be opened; the future completes when all renderers are gone. */
    public CompletableFuture<Void> closeAll(boolean destroy) {
        List<MainBrowserWindow> open;
        synchronized (lock) {
            closing = true;
            open = List.copyOf(windows.values());
        }
        open.forEach(destroy ? this::destroy : this::close);
        renderers.values().stream()
                .filter(renderer -> !open.contains(renderer.window()))
                .forEach(renderer -> renderer.supervisor().destroy()); // attaching just now, or closing already
        checkEmptied();
        return emptied;
    }

    void close(MainBrowserWindow window) {
        List<Renderer> living = ask(window);
        living.forEach(renderer -> renderer.supervisor().close());
        if (living.isEmpty() && unlist(window)) {
            loop.execute(() -> closed(window));
        }
    }

    void destroy(MainBrowserWindow window) {
        List<Renderer> living = ask(window);
        boolean listed = unlist(window);
        living.forEach(renderer -> renderer.supervisor().destroy());
        if (listed && living.isEmpty()) {
            loop.execute(() -> closed(window));
        }
    }

    /** Returns the window's renderers whose end is not announced; the announcement of the last closes the window. */
    private List<Renderer> ask(MainBrowserWindow window) {
        synchronized (lock) {
            List<Renderer> living = renderers.values().stream()
                    .filter(renderer -> renderer.window() == window)
                    .toList();
            if (!living.isEmpty()) {
                asked.add(window);
            }
            return living;
        }
    }

    private Renderer newRenderer(SessionKey key, @Nullable BrowserWindowOptions options) {
        boolean attached = options == null;
        WindowMirror mirror = options == null ? WindowMirror.ofAttached() : WindowMirror.of(options);
        synchronized (lock) { // all of it, so that closing either refuses the renderer or finds it
            if (closing) {
                throw new IllegalStateException("The application is quitting: no window can be opened any more");
            }
            int windowId = ++lastWindowId;
            BrowserWebContents contents = new BrowserWebContents(++lastContentsId, ports, router, requests, uncaught);
            MainBrowserWindow window = new MainBrowserWindow(windowId, contents, mirror, attached, this, uncaught);
            RendererSession session =
                    new RendererSession(key.id(), contents, windowId, loop, settings.queueLimits(), this::shortly);
            session.drainsTo(() -> loop.execute(() -> contents.emit(WebContents.DRAIN, contents)));
            RendererSupervisor supervisor = new RendererSupervisor(session, timer, exit -> ended(session, exit));
            contents.supervisedBy(supervisor);
            session.overflowsTo(supervisor::cut);
            sessionsByContents.put(contents.id(), session);
            Renderer renderer = new Renderer(window, supervisor, options);
            renderers.put(session, renderer);
            return renderer;
        }
    }

    private void show(MainBrowserWindow window) {
        synchronized (lock) {
            if (window.isDestroyed()) {
                return; // its renderer was gone as soon as it had connected
            }
            windows.put(window.id(), window);
            unclosed += window.isAttached() ? 0 : 1;
        }
        creations.tell(window);
    }

    /** Returns what a renderer shows, unless its end was announced before the turn came. */
    private Optional<BrowserWebContents> contents(RendererSession session) {
        return Optional.ofNullable(renderers.get(session))
                .map(renderer -> renderer.window().contents())
                .filter(contents -> !contents.isDestroyed());
    }

    private void ended(RendererSession session, RendererExit exit) {
        sessions.remove(session);
        disconnect.accept(session);
        Renderer renderer = Objects.requireNonNull(renderers.get(session), "renderer");
        String status = exit.exitCode() < 0 ? "" : ", exit code " + exit.exitCode();
        log.info("{}: gone, {}{}", session, exit.reason().text(), status);
        // What had arrived from it before is delivered before its end is told.
        session.lane()
                .whenLeft(() -> loop.execute(() -> {
                    try {
                        announce(session, renderer.window(), exit);
                    } finally {
                        checkEmptied();
                    }
                }));
    }

    private void announce(RendererSession session, MainBrowserWindow window, RendererExit exit) {
        boolean over;
        synchronized (lock) {
            renderers.remove(session);
            sessionsByContents.remove(session.webContentsId(), session);
            over = asked.remove(window) || exit.orderly() || window.isAttached();
        }
        boolean blurred = focus.lost(window);
        window.family().crashed();
        boolean unknown = window.isAttached() && window.tellCreated(); // nor will it be told any more
        if (unknown && exit.reason() != GoneReason.INTEGRITY_FAILURE) {
            unlist(window);
            return; // it left before it had introduced itself
        }
        BrowserWebContents contents = window.contents();
        if (!exit.orderly()) {
            contents.enter(ContentsState.CRASHED);
            RenderProcessGone details =
                    new RenderProcessGone(contents, exit.reason(), exit.exitCode(), session.unacknowledged());
            contents.emit(WebContents.RENDER_PROCESS_GONE, details);
            observer.gone(details);
        }
        if (blurred && !over && !window.isDestroyed()) { // of one that closes, its end says so
            tellFocus(window, false);
        }
        if (over) {
            unlist(window);
            closed(window);
        }
    }

    private void shortly(Runnable task) {
        try {
            var unused = timer.schedule(task, RIDER_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("Main closes; nothing is sent any more");
        }
    }

    private boolean unlist(MainBrowserWindow window) {
        window.contents().enter(ContentsState.DESTROYED);
        synchronized (lock) {
            return windows.remove(window.id(), window);
        }
    }

    private void closed(MainBrowserWindow window) {
        if (!window.tellClosed()) {
            return;
        }
        window.family().leave();
        window.contents().emit(WebContents.DESTROYED, window.contents());
        window.emit(BrowserWindow.CLOSED, window);
        window.contents().ipc().clear(); // not before: what its renderer had sent is delivered as it was meant
        if (window.isAttached()) {
            return;
        }
        boolean last;
        synchronized (lock) {
            unclosed--;
            last = unclosed == 0 && !closing;
        }
        if (last) {
            observer.allClosed();
        }
    }

    private void checkEmptied() {
        boolean done;
        synchronized (lock) {
            done = closing && renderers.isEmpty();
        }
        if (done) {
            emptied.complete(null);
        }
    }
}
