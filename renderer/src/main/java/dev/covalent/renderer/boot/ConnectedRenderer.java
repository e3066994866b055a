package dev.covalent.renderer.boot;

import dev.covalent.common.Bounds;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.LocalLoops;
import dev.covalent.common.concurrent.LoopWatch;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.frame.WindowState;
import dev.covalent.common.invoke.Caller;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.remote.OperatorPort;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.Renderer;
import dev.covalent.renderer.host.RunningHost;
import dev.covalent.renderer.host.Uncaught;
import dev.covalent.renderer.host.WindowEvents;
import dev.covalent.renderer.ipc.PageIpc;
import dev.covalent.renderer.link.Link;
import dev.covalent.renderer.link.MainStubs;
import dev.covalent.renderer.port.PortTable;
import dev.covalent.renderer.remote.RemoteAccess;
import dev.covalent.renderer.rmi.RmiMainStubs;
import dev.covalent.renderer.storage.StorageCopy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A renderer that is connected to main.
 *
 * <p>It ends in good order by {@link #close}, whoever asks for it: the page unloads, what is queued is delivered, main is
 * told. It ends without order when its lifeline does, because main is gone. Thread-safe.
 */
final class ConnectedRenderer implements Renderer {
    private static final Logger log = LoggerFactory.getLogger(ConnectedRenderer.class);
    /** How long what was queued before may take; then the page is unloaded all the same. */
    private static final Duration QUEUED_LIMIT = Duration.ofMillis(1500);

    private static final Duration UNLOAD_LIMIT = Duration.ofSeconds(1);

    /** How much longer a JVM that ends may live so that main gets what the page has sent. */
    private static final Duration LAST_WORDS_LIMIT = Duration.ofSeconds(1);

    private final Dialer dialer;
    private final Lifeline lifeline;
    private final RunningHost host;
    private final Patience patience;
    private final Welcome welcome;
    private final List<String> arguments;
    private final Link link;
    private final PortTable ports;
    private final RemoteAccess remote;
    private final PageIpc ipc;
    private final StorageCopy storage;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ExitHook exitHook;
    private volatile CompletableFuture<Void> loading = new CompletableFuture<>();
    private final WindowReports reports;
    private volatile boolean mainGone;
    private volatile boolean hostBroken;
    private volatile boolean hasWindow;
    private volatile @Nullable LoadedPage page;

    private ConnectedRenderer(
            Dialer dialer,
            Lifeline lifeline,
            RunningHost host,
            MainStubs stubs,
            Patience patience,
            Welcome welcome,
            List<String> arguments) {
        this.dialer = dialer;
        this.lifeline = lifeline;
        this.host = host;
        this.patience = patience;
        this.welcome = welcome;
        this.arguments = arguments;
        QueueLimits limits = new QueueLimits(welcome.queueBound(), welcome.highWaterMark());
        this.link = new Link(
                Integer.toString(welcome.webContentsId()),
                stubs,
                host.loop(),
                Duration.ofMillis(welcome.requestTimeoutMillis()),
                limits,
                LocalLoops.turnOf(dialer.address().format()),
                this::release);
        this.reports = new WindowReports(link);
        this.ports = new PortTable(link, this::uncaught, limits);
        this.remote = new RemoteAccess(link, this::uncaught);
        this.ipc = new PageIpc(
                link,
                ports,
                new OpenInvocations(host.loop(), link.timer(), Caller.MAIN, limits.bound(), link::isClosed),
                this::uncaught);
        this.storage = new StorageCopy(() -> link, this::uncaught);
        this.exitHook = new ExitHook("last-words-" + welcome.webContentsId(), this::sayLastWords);
    }

    /**
     * Connects; the renderer owns what it is given, also if this fails.
     *
     * @param introduction what it says of itself
     * @param arguments what main gave the page to read
     * @throws PeerGoneException if main does not answer
     */
    static ConnectedRenderer connect(
            Dialer dialer, Lifeline lifeline, RunningHost host, Introduction introduction, List<String> arguments) {
        return connect(
                dialer, lifeline, host, () -> RmiMainStubs.lookUp(dialer), Patience.OF_GUEST, introduction, arguments);
    }

    /**
     * Connects; the renderer owns what it is given, also if this fails.
     *
     * @param lookUp gives what the dialler reaches
     * @param patience how long it waits for main
     * @param introduction what it says of itself
     * @param arguments what main gave the page to read
     * @throws PeerGoneException if main does not answer
     */
    static ConnectedRenderer connect(
            Dialer dialer,
            Lifeline lifeline,
            RunningHost host,
            Supplier<RmiMainStubs> lookUp,
            Patience patience,
            Introduction introduction,
            List<String> arguments) {
        try {
            RmiMainStubs stubs = lookUp.get();
            Welcome welcome = stubs.open(introduction, patience.answer());
            return welcomed(dialer, lifeline, host, stubs, patience, welcome, arguments);
        } catch (RuntimeException failed) {
            lifeline.close();
            dialer.close();
            host.close();
            throw failed;
        }
    }

    /** Makes a renderer of what main has answered to its introduction. */
    static ConnectedRenderer welcomed(
            Dialer dialer,
            Lifeline lifeline,
            RunningHost host,
            MainStubs stubs,
            Patience patience,
            Welcome welcome,
            List<String> arguments) {
        return new ConnectedRenderer(dialer, lifeline, host, stubs, patience, welcome, arguments);
    }

    /**
     * Starts to send and receive, and loads the page in the loop's first turn, before any message is delivered.
     *
     * @return completes when the page has loaded, or with what it threw
     */
    CompletableFuture<Void> start(PageLoader loader) {
        CompletableFuture<Void> loaded = new CompletableFuture<>();
        loading = loaded;
        exitHook.install();
        host.loop().execute(() -> load(loader, loaded));
        link.start(new PageFrames(
                host, ipc, ports, remote, storage, reports, this::answer, this::closeSoon, this::uncaught));
        lifeline.watch(this::pulseAsked, this::lifelineEnded);
        LoopWatch.start(toString(), host.loop(), link.timer(), LoopWatch.DEFAULT_BLOCKED_AFTER, blockage -> {})
                .whileHeldUp(host::heldUp);
        CompletionStage<Void> unused = host.broken().thenAccept(this::hostBroken);
        return loaded;
    }

    /** Returns what the latest {@link #start} gave. */
    CompletableFuture<Void> loading() {
        return loading;
    }

    /** Returns the page's window, made in the loop's turn. */
    PageWindow newWindow() {
        hasWindow = true;
        return host.newWindow(welcome.windowId(), welcome.title(), windowEvents());
    }

    /** Shows the window of a page that has not loaded. */
    void showUnloaded() {
        host.loop().execute(() -> {
            if (!link.isClosed()) {
                host.failed(welcome.windowId(), welcome.title(), windowEvents());
            }
        });
    }

    private WindowEvents windowEvents() {
        return new WindowEvents() {
            @Override
            public void closeRequested() {
                askToClose();
            }

            @Override
            public void focusChanged(boolean focused) {
                tellFocus(focused);
            }

            @Override
            public void changed(long handled, WindowState state, Bounds normal) {
                reports.report(handled, state, normal);
            }
        };
    }

    private void tellFocus(boolean focused) {
        try {
            link.post(new PageNews.WindowFocus(focused));
        } catch (IpcException ended) { // the window is about to go, or main is
            log.debug("Main was not told of the focus: {}", ended.getMessage());
        }
    }

    @Override
    public boolean isMainGone() {
        return mainGone;
    }

    /** Tells whether the connection ended because the page's host could not go on. */
    boolean isHostBroken() {
        return hostBroken;
    }

    @Override
    public IpcRenderer ipcRenderer() {
        return ipc;
    }

    @Override
    public RemoteModule remote() {
        return remote.module();
    }

    /** Returns what an operator's tool looks into the application with. */
    OperatorPort operator() {
        return remote.operator();
    }

    @Override
    public LocalStorage localStorage() {
        return storage;
    }

    @Override
    public int webContentsId() {
        return welcome.webContentsId();
    }

    @Override
    public int windowId() {
        return welcome.windowId();
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }

    @Override
    public boolean isClosed() {
        return link.isClosed();
    }

    @Override
    public boolean awaitClose(Duration limit) throws InterruptedException {
        return closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits, once this is closed, until its host has given back what it has.
     *
     * @return whether it has
     */
    boolean awaitRelease(Duration limit) throws InterruptedException {
        if (host.awaitRelease(limit)) {
            return true;
        }
        log.warn("The page's host did not end within {} ms", limit.toMillis());
        return false;
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            unload();
            sayGoodbye();
            link.close();
        }
    }

    @Override
    public String toString() {
        return "Renderer of contents " + webContentsId() + " of '" + welcome.application() + "'";
    }

    private void load(PageLoader loader, CompletableFuture<Void> loaded) {
        try {
            page = loader.load(this);
            if (!hasWindow) {
                newWindow(); // of one without a page: memory, which main does with what it likes
            }
            link.post(new PageNews.PageLoaded());
        } catch (Throwable failed) { // whatever a page throws, main is to know
            PageFailure.trim(failed);
            try {
                tellFailed(failed);
            } finally { // who waits for it may close the link
                loaded.completeExceptionally(failed);
            }
            return;
        }
        loaded.complete(null);
        try {
            host.loaded();
        } catch (Throwable unshown) { // it has loaded, as main was told, in a window that cannot be shown
            hostBroken(unshown);
        }
    }

    private void tellFailed(Throwable failed) {
        if (isOver(failed)) {
            log.debug("The link to main ended while the page was loading", failed);
            return;
        }
        PageFailure.report(log, failed);
        Uncaught.endIfOutOfMemory(failed);
        link.post(new PageNews.PageFailed(StructuredClone.encodeError(StructuredClone.errorOf(failed))));
    }

    private void uncaught(Throwable thrown) {
        if (isOver(thrown)) {
            log.debug("The page used main after the link to it had ended", thrown);
        } else {
            Uncaught.report(thrown);
        }
    }

    /** Tells whether something only failed because the link has ended: no page can know that before. */
    private boolean isOver(Throwable thrown) {
        return (thrown instanceof IpcClosedException || thrown instanceof PeerGoneException) && link.isClosed();
    }

    /** Main decides whether the window closes. */
    private void askToClose() {
        try {
            link.post(new PageNews.CloseRequest());
        } catch (IpcException notSent) { // its user can ask again
            log.warn("Main was not asked to close the window: {}", notSent.getMessage());
        }
    }

    private void answer(PageOrder.MayUnload question) {
        LoadedPage current = page;
        boolean stays = false;
        try {
            stays = current != null && !current.mayUnload();
        } catch (Throwable thrown) { // the page's own failure, which must not keep its window open
            uncaught(thrown);
        }
        try {
            link.post(new PageNews.UnloadAnswer(question.attempt(), stays));
        } catch (IpcException ended) {
            log.debug("Main was not told whether the page may unload: {}", ended.getMessage());
        }
    }

    /** Ends without order: nothing of the page runs any more. */
    private void hostBroken(Throwable cause) {
        if (closing.compareAndSet(false, true)) {
            log.error("The page's host cannot go on, and so the renderer ends", cause);
            hostBroken = true;
            Threads.daemon("closer-" + webContentsId(), link::close).start();
        }
    }

    private void closeSoon() {
        Threads.daemon("closer-" + webContentsId(), this::close).start();
    }

    private void unload() {
        LoadedPage current = page;
        if (current == null) {
            return;
        }
        awaitQueued();
        try {
            host.loop().run(current::unload, UNLOAD_LIMIT);
        } catch (TimeoutException busy) {
            log.warn("The page's loop was busy for more than {} ms; the page is not unloaded", UNLOAD_LIMIT.toMillis());
        }
    }

    /** Waits for the turns that are queued: what main sent before it asked is handled before the page unloads. */
    private void awaitQueued() {
        if (host.loop().inTurn()) {
            return;
        }
        CountDownLatch handled = new CountDownLatch(1);
        host.loop().execute(handled::countDown);
        try {
            if (!new Countdown(QUEUED_LIMIT).await(nanos -> handled.await(nanos, TimeUnit.NANOSECONDS))) {
                log.debug("The page is busy");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JVM ends: main cannot tell by the exit code alone whether that was its own program's doing. */
    private void sayLastWords() {
        try {
            if (!EndBySignal.isUnderWay()) {
                link.post(new PageNews.Exiting());
            }
        } catch (IpcException ended) {
            log.debug("The link had ended before its JVM", ended);
        }
        link.sayLastWords(LAST_WORDS_LIMIT);
    }

    private void sayGoodbye() {
        try {
            link.post(new PageNews.Goodbye());
            if (!link.flush(patience.delivery())) {
                log.warn(
                        "Main did not take everything within {} ms",
                        patience.delivery().toMillis());
            }
        } catch (IpcException ended) {
            log.debug("The link had ended before the goodbye", ended);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Main asks whether the loop turns: a turn of it answers, though by another thread, because the loop's may be interrupted. */
    private void pulseAsked() {
        host.loop().execute(() -> {
            try {
                link.timer().execute(lifeline::beat);
            } catch (RejectedExecutionException closed) {
                log.debug("The link is closed; main is told nothing more");
            }
        });
    }

    private void lifelineEnded() {
        link.end(new PeerGoneException("The main process is gone"));
    }

    /** Runs once, when the link has ended; what tells it first, the lifeline or a call that breaks, is chance. */
    private void release() {
        mainGone = !closing.getAndSet(true);
        exitHook.remove();
        ports.close();
        remote.ended();
        host.loop().execute(ipc::mainGone);
        lifeline.close();
        dialer.close();
        host.close();
        loading.completeExceptionally(new PeerGoneException("The link to main ended while the page was loading"));
        closed.countDown();
    }
}
