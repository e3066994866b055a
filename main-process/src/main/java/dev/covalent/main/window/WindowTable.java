package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.ChannelName;
import dev.covalent.common.GoneReason;
import dev.covalent.common.PageLoadException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.concurrent.EventLoop;
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
import dev.covalent.main.child.Launches;
import dev.covalent.main.invoke.RendererRequests;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
public final class WindowTable implements BrowserWindows, SessionTable.Newcomers, RendererSupervisor.Observer {
    private static final Logger log = LoggerFactory.getLogger(WindowTable.class);

    /** How long windows that have agreed to close may take for it: longer than it takes until each is killed. */
    private static final Duration EMPTY_LIMIT = Duration.ofSeconds(15);

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
    private final Incarnations incarnations = new Incarnations();
    private final Focus focus = new Focus();
    private final CloseAttempts attempts;
    private final PageReports pages;
    private final Creations creations;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<Integer, MainBrowserWindow> windows = new TreeMap<>();

    @GuardedBy("lock") private final Map<String, MainBrowserWindow> names = new HashMap<>();

    @GuardedBy("lock") private int lastWindowId;

    @GuardedBy("lock") private int lastContentsId;

    @GuardedBy("lock") private boolean closing;

    @GuardedBy("lock") private boolean ending;

    /** Completes when all renderers are gone of a table that lets no new one be opened. */
    @GuardedBy("lock") private CompletableFuture<Void> emptied = new CompletableFuture<>();

    /** Windows that were told to close while their renderer's end was not yet announced. */
    @GuardedBy("lock") private final Set<MainBrowserWindow> asked = new HashSet<>();

    /** Windows of main's own whose end was not yet announced. */
    @GuardedBy("lock") private int unclosed;

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
        this.ports = ports;
        this.requests = new RendererRequests(loop, timer, settings.queueLimits().bound());
        this.router = router;
        this.timer = timer;
        this.launcher = new RendererLauncher(settings, loop, launches);
        this.uncaught = uncaught;
        this.address = address;
        this.disconnect = disconnect;
        this.observer = observer;
        this.creations = new Creations(loop, observer);
        this.pages = new PageReports(incarnations, focus, observer);
        this.attempts = new CloseAttempts(incarnations::launched, this::isClosing, this::close);
    }

    @Override
    public BrowserWindow open(BrowserWindowOptions options) {
        Objects.requireNonNull(options, "options");
        MainBrowserWindow parent = parent(options);
        JvmCommand.Builder command = launcher.prepare(options); // first: what it refuses leaves no window behind
        Incarnation first;
        synchronized (lock) {
            checkName(options.name());
            first = newIncarnation(newWindow(WindowMirror.of(options), false), newKey(), options, false);
            if (options.name() != null) {
                names.put(options.name(), first.window());
            }
            incarnations.launch(first);
        }
        sessions.add(first.key(), first.session()); // before a listener of the creation can end it again
        MainBrowserWindow window = first.window();
        boolean orphan = parent != null
                && !window.family().join(parent.family(), options.style().modal());
        show(window);
        tellLoading(first);
        launch(first, command);
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
    public Optional<BrowserWindow> fromName(String name) {
        Objects.requireNonNull(name, "name");
        synchronized (lock) {
            return Optional.ofNullable(names.get(name));
        }
    }

    @GuardedBy("lock") private void checkName(@Nullable String name) {
        if (name != null && names.containsKey(name)) {
            throw new IllegalArgumentException(
                    "Window name '" + name + "' is already in use. Window names must be unique.");
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
        return Optional.ofNullable(incarnations.session(webContentsId)).filter(session -> !session.isGone());
    }

    /** Returns what takes the reports of renderers about their pages. */
    public PageReports pages() {
        return pages;
    }

    @Override
    public RendererSession attached(SessionKey key) {
        synchronized (lock) {
            Incarnation incarnation = newIncarnation(newWindow(WindowMirror.ofAttached(), true), key, null, false);
            incarnations.launch(incarnation);
            return incarnation.session();
        }
    }

    @Override
    public void lifelineOpened(RendererSession session, Lifeline lifeline) {
        incarnations
                .find(session)
                .ifPresentOrElse(
                        incarnation -> incarnation.supervisor().connectedBy(lifeline, settings.launchTimeout()),
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
        incarnations.all().forEach(incarnation -> incarnation.supervisor().checkPulse(now, missed));
    }

    /** Asks every renderer whether its loop turns. */
    void askPulses(long now) {
        incarnations.all().forEach(incarnation -> incarnation.supervisor().askPulse(now));
    }

    /** Takes in a renderer that makes its first call. */
    public Optional<BrowserWindow> connected(RendererSession session, Introduction introduction) {
        Incarnation incarnation = incarnations.find(session).orElse(null);
        if (incarnation == null) {
            return Optional.empty();
        }
        MainBrowserWindow window = incarnation.window();
        if (!incarnation.supervisor().connected()) {
            throw new MalformedFrameException("A renderer introduces itself once");
        }
        if (introduction.operator()) {
            return operatorConnected(session, window, introduction);
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

    /** An operator's tool is in no list, and nobody is told of it. */
    private static Optional<BrowserWindow> operatorConnected(
            RendererSession session, MainBrowserWindow window, Introduction introduction) {
        if (!window.isAttached()) {
            throw new MalformedFrameException("A renderer that main has forked is no operator's tool");
        }
        session.processId(introduction.processId());
        session.introducedAsOperator();
        boolean unused = window.tellCreated(); // nor will it be told later
        log.info("{}: connected, as an operator's tool", session);
        return Optional.of(window);
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
                .ifPresent(incarnation -> attempts.begin(incarnation.window(), true, CloseAttempts.NOBODY));
    }

    /** Is told, in the turn, whether a page lets its window close. */
    public void unloadAnswered(RendererSession session, long attempt, boolean stays) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> attempts.answered(incarnation.window(), session, attempt, stays));
    }

    /**
     * Asks every window to close, and lets no new one be opened until {@link #reopen}; in the turn. Renderers that attached
     * are not asked, and closed when all others have agreed.
     *
     * @return completes with true when all renderers are gone, or with false when each window was asked and one stays
     */
    public CompletableFuture<Boolean> closeAll() {
        List<MainBrowserWindow> open;
        synchronized (lock) {
            closing = true;
            open = windows.values().stream()
                    .filter(window -> !window.isAttached())
                    .toList();
        }
        List<CompletableFuture<Boolean>> answers = open.stream()
                .map(window -> {
                    CompletableFuture<Boolean> answer = new CompletableFuture<>();
                    attempts.begin(window, true, answer::complete);
                    return answer;
                })
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenCompose(asked -> answers.stream().allMatch(CompletableFuture::join)
                        ? endAll(this::close)
                                .copy()
                                .orTimeout(EMPTY_LIMIT.toNanos(), TimeUnit.NANOSECONDS)
                                .thenApply(gone -> true)
                        : CompletableFuture.completedFuture(false));
    }

    /** Destroys every window and lets no new one be opened any more; the future completes when all renderers are gone. */
    public CompletableFuture<Void> destroyAll() {
        synchronized (lock) {
            ending = true;
        }
        return endAll(this::destroy);
    }

    /** Lets windows be opened again after {@link #closeAll}; not after {@link #destroyAll}. */
    public void reopen() {
        synchronized (lock) {
            if (!ending) {
                closing = false;
                emptied = new CompletableFuture<>();
            }
        }
    }

    private boolean isClosing(MainBrowserWindow window) {
        synchronized (lock) {
            return asked.contains(window);
        }
    }

    private CompletableFuture<Void> endAll(Consumer<MainBrowserWindow> end) {
        List<MainBrowserWindow> open;
        CompletableFuture<Void> ended;
        synchronized (lock) {
            closing = true;
            open = List.copyOf(windows.values());
            ended = emptied;
        }
        open.forEach(end);
        incarnations.all().stream()
                .filter(incarnation -> !open.contains(incarnation.window()))
                .forEach(incarnation -> incarnation.supervisor().destroy()); // attaching just now, or closing already
        checkEmptied();
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

    /** Kills the process that a window has, whatever is to follow it. */
    void crash(MainBrowserWindow window) {
        Incarnation launched = incarnations.launched(window);
        if (launched != null) {
            launched.supervisor().crash();
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
        Incarnation launched;
        Incarnation dropped;
        synchronized (lock) {
            launched = incarnations.launched(window);
            dropped = incarnations.dropFollowing(window);
            if (launched != null) {
                asked.add(window);
            }
        }
        if (launched != null) {
            launched.load().abandoned("its window closes");
        }
        if (dropped != null) {
            dropped.load().abandoned("its window closes");
            dropped.supervisor().drop();
        }
        return launched;
    }

    /**
     * Loads a page into a window that has one: with a new process, when the one before is gone.
     *
     * @param page the name of the class of the page; null for the one that the window has
     * @param plain whether the process starts without an archive of classes
     */
    CompletableFuture<Void> load(MainBrowserWindow window, @Nullable String page, boolean plain) {
        Incarnation before;
        Incarnation next;
        synchronized (lock) {
            before = incarnations.launched(window);
            next = next(window, before, page, plain);
            if (next == null) {
                log.info("{} closes: nothing is loaded into it any more", window);
                return CompletableFuture.failedFuture(
                        new PageLoadException("Nothing was loaded: " + window + " closes", null));
            }
        }
        loop.execute(() -> attempts.withdraw(window)); // who has another page loaded does not want it closed any more
        tellLoading(next);
        if (before == null) {
            sessions.add(next.key(), next.session());
            launch(next);
        } else {
            before.supervisor().unload();
        }
        return next.load().future();
    }

    /** Returns the window's next incarnation, or null if the window closes. */
    @GuardedBy("lock") private @Nullable Incarnation next(
            MainBrowserWindow window, @Nullable Incarnation before, @Nullable String page, boolean plain) {
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
            Incarnation changed = following.showing(options, newLoad(options), plain);
            incarnations.follow(changed);
            return changed;
        }
        if (before == null) {
            Incarnation next = newIncarnation(window, newKey(), options, plain);
            incarnations.launch(next);
            return next;
        }
        if (!before.supervisor().leaveForAnother()) {
            return null;
        }
        before.load().abandoned("another page is loaded in its place");
        Incarnation next = newIncarnation(window, newKey(), options, plain);
        incarnations.follow(next);
        return next;
    }

    private SessionKey newKey() {
        return SessionKey.random(sessions.newSessionId());
    }

    private PageLoad newLoad(BrowserWindowOptions options) {
        return new PageLoad(options.page(), loop, settings.launchTimeout());
    }

    @GuardedBy("lock") private MainBrowserWindow newWindow(WindowMirror mirror, boolean attached) {
        if (closing) {
            throw new IllegalStateException("The application is quitting: no window can be opened any more");
        }
        int windowId = ++lastWindowId;
        BrowserWebContents contents = new BrowserWebContents(++lastContentsId, ports, router, requests, uncaught);
        return new MainBrowserWindow(windowId, contents, mirror, attached, this, uncaught);
    }

    @GuardedBy("lock") private Incarnation newIncarnation(
            MainBrowserWindow window, SessionKey key, @Nullable BrowserWindowOptions options, boolean plain) {
        BrowserWebContents contents = window.contents();
        RendererSession session =
                new RendererSession(key.id(), contents, window.id(), loop, settings.queueLimits(), this::shortly);
        session.drainsTo(() -> loop.execute(() -> {
            window.family().caughtUp();
            contents.emit(WebContents.DRAIN, contents);
        }));
        RendererSupervisor supervisor = new RendererSupervisor(session, timer, settings.unresponsiveAfter(), this);
        session.overflowsTo(supervisor::cut);
        if (options != null && !options.remote()) {
            session.disableRemote();
        }
        contents.supervisedBy(supervisor);
        contents.enter(ContentsState.LOADING);
        window.openedBy(options);
        PageLoad load = new PageLoad(options == null ? "" : options.page(), loop, settings.launchTimeout());
        return new Incarnation(window, key, supervisor, options, load, plain);
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
        synchronized (lock) {
            if (window.isDestroyed()) {
                return; // its renderer was gone as soon as it had connected
            }
            windows.put(window.id(), window);
            unclosed += window.isAttached() ? 0 : 1;
        }
        creations.tell(window);
    }

    @Override
    public void responsive(RendererSession session, boolean responsive) {
        pages.responsive(session, responsive);
    }

    @Override
    public void ended(RendererSession session, RendererExit exit) {
        sessions.remove(session);
        disconnect.accept(session);
        log.info("{}: gone, {}", session, exit.described());
        // What had arrived from it before is delivered before its end is told.
        session.lane()
                .whenLeft(() -> loop.execute(() -> {
                    try {
                        announce(session, exit);
                    } finally {
                        checkEmptied();
                    }
                }));
    }

    private void announce(RendererSession session, RendererExit exit) {
        MainBrowserWindow window =
                incarnations.find(session).map(Incarnation::window).orElseThrow();
        if (isLaunched(window, session) && incarnations.following(window) == null && attempts.gone(window)) {
            Incarnation unused = endPages(window); // it was asked whether it may close, and has gone
        }
        Incarnation ended;
        Incarnation next;
        boolean launched;
        boolean over;
        synchronized (lock) {
            ended = incarnations.find(session).orElseThrow(); // now: another page may have taken its place
            launched = incarnations.remove(ended);
            next = launched ? incarnations.promote(ended.window()) : null;
            over = launched
                    && next == null
                    && (asked.contains(ended.window())
                            || exit.orderly()
                            || ended.window().isAttached());
            if (over) {
                asked.add(ended.window()); // nothing is loaded into it any more, whoever is told of its end
            }
        }
        ended.load().gone(exit);
        if (launched) {
            announce(ended, exit, next, over);
        }
    }

    private boolean isLaunched(MainBrowserWindow window, RendererSession session) {
        Incarnation launched = incarnations.launched(window);
        return launched != null && launched.session() == session;
    }

    private void announce(Incarnation ended, RendererExit exit, @Nullable Incarnation next, boolean over) {
        MainBrowserWindow window = ended.window();
        boolean blurred = focus.lost(window);
        window.family().crashed();
        boolean unknown = window.isAttached() && window.tellCreated(); // nor will it be told any more
        if (unknown && exit.reason() != GoneReason.INTEGRITY_FAILURE) {
            unlist(window);
            synchronized (lock) {
                asked.remove(window);
            }
            return; // it left before it had introduced itself
        }
        if (!exit.orderly() && !ended.session().isOperator()) {
            tellGone(ended, exit, next == null);
        }
        if (blurred && !over && !window.isDestroyed()) { // of one that closes, its end says so
            pages.tellFocus(window, false);
        }
        if (over) {
            unlist(window);
            closed(window);
        } else if (next != null) {
            sessions.add(next.key(), next.session());
            launch(next);
        }
    }

    private void tellGone(Incarnation ended, RendererExit exit, boolean crashed) {
        BrowserWebContents contents = ended.window().contents();
        if (crashed) {
            contents.enter(ContentsState.CRASHED);
        }
        RenderProcessGone details = new RenderProcessGone(
                contents, exit.reason(), exit.exitCode(), ended.session().unacknowledged(), exit.lastOutput());
        contents.emit(WebContents.RENDER_PROCESS_GONE, details);
        observer.gone(details);
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
            window.name().ifPresent(name -> names.remove(name, window));
            return windows.remove(window.id(), window);
        }
    }

    private void closed(MainBrowserWindow window) {
        synchronized (lock) {
            asked.remove(window);
        }
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
        CompletableFuture<Void> done;
        synchronized (lock) {
            done = closing && incarnations.isEmpty() ? emptied : null;
        }
        if (done != null) {
            done.complete(null);
        }
    }
}
