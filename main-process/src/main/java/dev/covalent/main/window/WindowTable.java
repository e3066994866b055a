package dev.covalent.main.window;

import dev.covalent.common.ChannelName;
import dev.covalent.common.PageLoadException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.WebContents;
import dev.covalent.main.child.Launches;
import dev.covalent.main.invoke.RendererRequests;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.spare.Spares;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private static final Duration RIDER_DELAY = Duration.ofMillis(20);

    private final WindowSettings settings;
    private final EventLoop loop;
    private final SessionTable sessions;
    private final RendererRequests requests;
    private final ScheduledExecutorService timer;
    private final RendererLauncher launcher;
    private final Supplier<String> address;
    private final WindowRegister register = new WindowRegister();
    private final Incarnations incarnations = register.incarnations();
    private final WindowWatchers watchers = new WindowWatchers(register::windows);
    private final Focus focus = new Focus();
    private final PageReports pages;
    private final Creations creations;
    private final RendererAdmission admission;
    private final WindowEnds ends;
    private final WindowMaker maker;

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
            Launches launches,
            Consumer<Throwable> uncaught,
            Supplier<String> address,
            Consumer<RendererSession> disconnect,
            WindowObserver observer) {
        this.settings = settings;
        this.loop = loop;
        this.sessions = sessions;
        this.requests = new RendererRequests(loop, timer, settings.queueLimits().bound());
        this.timer = timer;
        this.launcher = new RendererLauncher(settings, loop, sessions, launches);
        this.address = address;
        this.creations = new Creations(loop, observer);
        this.admission = new RendererAdmission(settings.attachedRenderers(), creations, this::show);
        this.pages = new PageReports(register, focus, observer, this::keepSpare);
        this.ends = new WindowEnds(
                loop,
                register,
                watchers,
                sessions,
                focus,
                pages,
                observer,
                settings.spares(),
                disconnect,
                this::launch);
        this.maker = new WindowMaker(
                settings, loop, sessions, ports, router, requests, timer, uncaught, this, ends, this::shortly);
    }

    @Override
    public BrowserWindow open(BrowserWindowOptions options) {
        Objects.requireNonNull(options, "options");
        creations.begin();
        MainBrowserWindow parent = parent(options);
        JvmCommand.Builder command = launcher.prepare(options); // first: what it refuses leaves no window behind
        Incarnation first = register.enter(
                options.name(), () -> maker.incarnation(maker.window(WindowMirror.of(options), false), options, false));
        sessions.add(first.key(), first.session()); // before a listener of the creation can end it again
        MainBrowserWindow window = first.window();
        boolean orphan = parent != null
                && !window.family().join(parent.family(), options.style().modal());
        show(window);
        tellLoading(first);
        launch(first, command);
        settings.spares().windowOpened();
        if (orphan) { // its parent was closed by another thread just now
            ends.close(window);
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
        return register.window(windowId).map(BrowserWindow.class::cast);
    }

    @Override
    public Optional<BrowserWindow> fromName(String name) {
        Objects.requireNonNull(name, "name");
        return register.named(name);
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
        return List.copyOf(register.windows());
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

    /** Tells whether a window is, or was, one of this application. */
    public boolean owns(BrowserWindow window) {
        return window instanceof MainBrowserWindow own && own.isOf(this);
    }

    /** Tells whether contents are, or were, of this application. */
    public boolean owns(WebContents contents) {
        return contents instanceof BrowserWebContents own && own.isOf(this);
    }

    /** Returns every window, and has a renderer told of each that is made or destroyed from now on. */
    public List<BrowserWindow> toldTo(RendererSession session) {
        return List.copyOf(watchers.ofWindows(session));
    }

    /** Returns all contents, and has a renderer told of those that are made or destroyed from now on. */
    public List<WebContents> contentsToldTo(RendererSession session) {
        return watchers.ofContents(session).stream()
                .map(BrowserWindow::webContents)
                .toList();
    }

    /** Returns how many renderers are told of windows, and how many of contents, together. */
    public int watching() {
        return watchers.size();
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
        return message.sendTo(register.windows(), settings.queueLimits().bound());
    }

    /** Returns the session that shows those contents now, or empty if there is none. */
    public Optional<RendererSession> session(int webContentsId) {
        return Optional.ofNullable(incarnations.session(webContentsId)).filter(session -> !session.isGone());
    }

    /** Returns the renderer that is kept for the next page. */
    public Spares spares() {
        return settings.spares();
    }

    /** A page has loaded: unless others start, with which it would compete, a renderer is made for the next one. */
    private void keepSpare() {
        if (!register.isShut()
                && incarnations.all().stream()
                        .allMatch(incarnation -> incarnation.supervisor().hasConnected())) {
            launcher.keepSpare();
        }
    }

    /** Returns what takes the reports of renderers about their pages. */
    public PageReports pages() {
        return pages;
    }

    @Override
    public RendererSession attached(SessionKey key) {
        return register.enter(null, () -> maker.attached(key)).session();
    }

    @Override
    public void lifelineOpened(RendererSession session, SessionKey provedBy, Lifeline lifeline) {
        incarnations
                .find(session)
                .ifPresentOrElse(
                        incarnation ->
                                incarnation.supervisor().connectedBy(lifeline, provedBy, settings.launchTimeout()),
                        lifeline::close);
    }

    @Override
    public void abandoned(RendererSession session) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> incarnation.supervisor().launchFailed());
    }

    /** Returns how the window of a renderer was opened; empty if it attached, or is gone. */
    public Optional<BrowserWindowOptions> openedBy(RendererSession session) {
        return incarnations.find(session).map(Incarnation::options);
    }

    /** Tells whether the renderer of a window is yet to connect: its process starts, or is about to. */
    public boolean isStarting(BrowserWindow window) {
        return incarnations.all().stream()
                .anyMatch(incarnation -> incarnation.window() == window
                        && !incarnation.supervisor().hasConnected());
    }

    /**
     * Finds renderers that have not answered for too long; in the turn.
     *
     * @param missed for how long main could not see an answer, since the last time
     */
    void checkPulses(long now, long missed) {
        incarnations
                .all()
                .forEach(incarnation -> incarnation.supervisor().heartbeat().check(now, missed));
    }

    /** Asks every renderer whether its loop turns. */
    void askPulses(long now) {
        incarnations
                .all()
                .forEach(incarnation -> incarnation.supervisor().heartbeat().ask(now));
    }

    /** Takes in a renderer that makes its first call. */
    public Optional<BrowserWindow> connected(RendererSession session, Introduction introduction) {
        return incarnations.find(session).map(incarnation -> admission.admit(incarnation, introduction));
    }

    /**
     * Ends a renderer that was not let in: it is told so, by a {@code SecurityException}, and leaves by itself; if not, its
     * connection is cut.
     */
    public void turnAway(RendererSession session) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> incarnation.supervisor().turnedAway());
    }

    /** Does, in the turn, with a window what a renderer wants done; nothing with one that is closed. */
    public void order(Upstream.WindowOrder order) {
        register.window(order.windowId()).ifPresent(window -> {
            try {
                window.command(order.command());
            } catch (IllegalStateException | QueueFullException refused) {
                log.debug("{} is not changed: {}", window, refused.getMessage());
            }
        });
    }

    /** Is told that a renderer leaves by itself. */
    public void goodbye(RendererSession session) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> incarnation.supervisor().goodbye());
    }

    /** Cuts off a renderer that broke the protocol. */
    public void cut(RendererSession session, String why) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> incarnation.supervisor().cut(why));
    }

    /** Is told, in the turn, that the user of a renderer's window, or its page, wants it closed. */
    public void closeRequested(RendererSession session) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> ends.attempts().begin(incarnation.window(), true, CloseAttempts.NOBODY));
    }

    /** Is told, in the turn, whether a page lets its window close. */
    public void unloadAnswered(RendererSession session, long attempt, boolean stays) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> ends.attempts().answered(incarnation.window(), session, attempt, stays));
    }

    /**
     * Asks every window to close, and lets no new one be opened until {@link #reopen}; in the turn. Renderers that attached
     * are not asked, and closed when all others have agreed.
     *
     * @return completes with true when all renderers are gone, or with false when each window was asked and one stays
     */
    public CompletableFuture<Boolean> closeAll() {
        return ends.closeAll();
    }

    /** Destroys every window and lets no new one be opened any more; the future completes when all renderers are gone. */
    public CompletableFuture<Void> destroyAll() {
        return ends.destroyAll();
    }

    /** Tells whether main has a window of its own whose end was not told. */
    public boolean hasOwn() {
        return register.hasOwn();
    }

    /** Lets windows be opened again after {@link #closeAll}; not after {@link #destroyAll}. */
    public void reopen() {
        register.reopen();
    }

    /** Returns how windows end. */
    WindowEnds ends() {
        return ends;
    }

    /** Kills the process that a window has, whatever is to follow it. */
    void crash(MainBrowserWindow window) {
        Incarnation launched = incarnations.launched(window);
        if (launched != null) {
            launched.supervisor().crash();
        }
    }

    /**
     * Loads a page into a window that has one: with a new process, when the one before is gone.
     *
     * @param page the name of the class of the page; null for the one that the window has
     * @param plain whether the process starts without an archive of classes
     */
    CompletableFuture<Void> load(MainBrowserWindow window, @Nullable String page, boolean plain) {
        WindowRegister.Loading loading =
                register.load(window, page, plain, maker).orElse(null);
        if (loading == null) {
            log.info("{} closes: nothing is loaded into it any more", window);
            return CompletableFuture.failedFuture(
                    new PageLoadException("Nothing was loaded: " + window + " closes", null));
        }
        Incarnation before = loading.before();
        Incarnation next = loading.next();
        // Who has another page loaded does not want it closed any more.
        loop.execute(() -> ends.attempts().withdraw(window));
        tellLoading(next);
        if (before == null) {
            sessions.add(next.key(), next.session());
            launch(next);
        } else {
            before.supervisor().unload();
        }
        return next.load().future();
    }

    private void launch(Incarnation next) {
        try {
            launch(next, launcher.prepare(Objects.requireNonNull(next.options(), "options")));
        } catch (RuntimeException failed) { // what was accepted when the window was opened is not accepted any more
            log.error("{} cannot be launched", next.session(), failed);
            next.supervisor().launchFailed(String.valueOf(failed.getMessage()));
        }
    }

    private void launch(Incarnation incarnation, JvmCommand.Builder command) {
        launcher.launch(command, incarnation, address.get());
    }

    private void tellLoading(Incarnation incarnation) {
        loop.execute(() -> pages.loading(incarnation.session()));
    }

    private void show(MainBrowserWindow window) {
        if (register.list(window)) {
            watchers.made(window);
            creations.tell(window);
        }
    }

    private void shortly(Runnable task) {
        try {
            var unused = timer.schedule(task, RIDER_DELAY.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("Main closes; nothing is sent any more");
        }
    }
}
