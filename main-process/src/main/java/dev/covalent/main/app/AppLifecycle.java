package dev.covalent.main.app;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.Blockage;
import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopWatch;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.main.App;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.ChildProcessGone;
import dev.covalent.main.LoopBlocked;
import dev.covalent.main.PreventableEvent;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.window.WindowObserver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's life: what happens when its windows close, and how it ends.
 *
 * <pre>
 *   RUNNING ── quit: before-quit ──▶ QUITTING ── windows close, will-quit ──▶ LEAVING ── processes end ──▶ ENDING
 *    │  ▲                               │  │                                    │                           ▲  │
 *    │  └── prevented, a window stays ──┘  └── exit ──┐       ┌───── exit ──────┘                           │ quit
 *    └─────────────── exit ──────────────────────────▶ EXITING ── all are destroyed ────────────────────────┘  ▼
 *                                                                                                   everything released
 * </pre>
 *
 * <p>Thread-safe. Events are emitted on main's loop; what is released is released on a thread of its own.
 */
public final class AppLifecycle implements App, WindowObserver {
    private static final Logger log = LoggerFactory.getLogger(AppLifecycle.class);
    private static final Duration EMPTY_LIMIT = Duration.ofSeconds(15);
    private static final Duration QUIT_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final String version;
    private final EventLoop loop;
    private final EventEmitter emitter;
    private final PageListeners pages = new PageListeners(this::uncaught);
    private final Readiness readiness;
    private volatile Runnable publication = () -> {};
    private final Relaunches relaunches = new Relaunches();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    private final SecondInstances secondInstances;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile @Nullable Ending steps;
    private final UncaughtExceptions uncaught;
    private volatile @Nullable LoopWatch loopWatch;
    private volatile @Nullable SingleInstance singleInstance;
    private volatile int exitCode;
    private boolean allClosedUntold; // in the turn
    private volatile Supplier<List<ProcessMetric>> metrics = List::of;

    private enum Phase {
        RUNNING,
        QUITTING,
        LEAVING,
        EXITING,
        ENDING
    }

    /** What has to be done to end an application. */
    public interface Ending {

        /**
         * Asks all windows to close, and lets none be opened any more; in the turn.
         *
         * @return completes with true when their renderers are gone, or with false if one stays
         */
        CompletableFuture<Boolean> closeWindows();

        /** Has all other processes end; the future completes when they are gone. */
        CompletableFuture<Void> endProcesses();

        /** Destroys all windows and kills all other processes; the future completes when all are gone. */
        CompletableFuture<Void> destroyAll();

        /** Tells whether a window of the application's own is open, or its end was not told. */
        boolean hasWindows();

        /** Lets windows be opened again: the application goes on. */
        void goOn();

        /** Releases everything else; called on no loop. */
        void release();
    }

    /**
     * Makes the life cycle of an application that runs.
     *
     * @param unheeded logs what nobody catches and no listener is told of
     */
    public AppLifecycle(String name, String version, EventLoop loop, Consumer<Throwable> unheeded) {
        this.name = name;
        this.version = version;
        this.loop = loop;
        this.readiness = new Readiness(loop);
        this.emitter = new EventEmitter(this::uncaught);
        this.uncaught = new UncaughtExceptions(loop, emitter, unheeded);
        this.secondInstances = new SecondInstances(loop, emitter, this::hasSingleInstanceLock, this::isEnding);
    }

    /** Returns the listeners of pages. */
    public PageListeners pages() {
        return pages;
    }

    /** Returns how many listeners of pages an event has. */
    public int pagesHearing(EventType<?> type) {
        return pages.count(type);
    }

    /** Says who measures the loop's lag; called once, before anybody can ask. */
    public void watchedBy(LoopWatch watch) {
        loopWatch = watch;
    }

    /** Says what keeps the single-instance lock; called once, before anybody can ask. */
    public void singleBy(SingleInstance instance) {
        singleInstance = instance;
    }

    /** Returns what later instances hand over. */
    public SecondInstances secondInstances() {
        return secondInstances;
    }

    /**
     * Tells the application's listeners of an event; in the loop's turn.
     *
     * @param failures is told what they throw
     */
    public <E> void emit(EventType<E> type, E event, Consumer<Throwable> failures) {
        boolean unused = emitter.emit(type, event, failures);
    }

    /** Tells whether the application has listeners for an event; on any thread. */
    public boolean hears(EventType<?> type) {
        return emitter.hears(type);
    }

    /** Tells the application that its loop was blocked; in the loop's turn. */
    public void loopBlocked(Blockage blockage) {
        emitter.emit(LOOP_BLOCKED, new LoopBlocked(blockage.blocked(), blockage.stack()));
    }

    /** Says how the application ends; called once, before anything can end it. */
    public void endBy(Ending ending) {
        steps = Objects.requireNonNull(ending, "ending");
    }

    /**
     * Is told, in a turn of the loop, that everything is put together: the application is ready, or ends if that was asked for
     * before. What was asked for comes first, and an application that is to exit is never ready.
     *
     * @param publish lets other processes reach it, in the turn in which it gets ready and before anybody is told of that; what
     *     it throws is thrown here, unless the application is to quit and does not
     */
    public void started(Runnable publish) {
        publication = publish;
        readiness.start();
        if (phase.get() == Phase.RUNNING) {
            becomeReady();
        }
    }

    /** Is told that it could not be started, and that everything is released: nobody is to wait for it any more. */
    public void startFailed() {
        phase.set(Phase.ENDING);
        readiness.end(name);
        ended.complete(1);
    }

    /**
     * Refuses to fork a utility process before the application is ready.
     *
     * @throws IllegalStateException if it is not
     */
    public void forking() {
        readiness.require("utilityProcess");
    }

    /** Returns a future that completes with the exit code when everything is released. */
    public CompletableFuture<Integer> ended() {
        return ended.copy();
    }

    /** Is told what user code threw and nobody caught: its listeners are told in the turn, or else it is logged. */
    public void uncaught(Throwable thrown) {
        uncaught.accept(thrown);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Duration loopLag() {
        LoopWatch current = loopWatch;
        return current == null ? Duration.ZERO : current.lag();
    }

    /** Says who measures the processes; called once, before anybody can ask. */
    public void measuredBy(Supplier<List<ProcessMetric>> measure) {
        metrics = measure;
    }

    @Override
    public List<ProcessMetric> getAppMetrics() {
        return metrics.get();
    }

    @Override
    public boolean isReady() {
        return readiness.isReady();
    }

    @Override
    public CompletableFuture<Void> whenReady() {
        return readiness.whenReady();
    }

    @Override
    public boolean requestSingleInstanceLock() {
        SingleInstance current = singleInstance;
        return current != null && current.request();
    }

    @Override
    public boolean hasSingleInstanceLock() {
        SingleInstance current = singleInstance;
        return current != null && current.isHeld();
    }

    @Override
    public void releaseSingleInstanceLock() {
        SingleInstance current = singleInstance;
        if (current != null) {
            current.release();
        }
    }

    @Override
    public void relaunch() {
        relaunches.add(null);
    }

    @Override
    public void relaunch(List<String> arguments) {
        relaunches.add(Objects.requireNonNull(arguments, "arguments"));
    }

    @Override
    public void quit() {
        if (phase.compareAndSet(Phase.RUNNING, Phase.QUITTING)) {
            readiness.afterStart(() -> loop.execute(this::beginQuit));
        }
    }

    @Override
    public void exit(int code) {
        Phase before = phase.getAndUpdate(now -> now == Phase.ENDING ? now : Phase.EXITING);
        if (before != Phase.EXITING && before != Phase.ENDING) { // also while a page, a process or the loop holds it up
            exitCode = code;
            readiness.afterStart(() -> endAfter(Phase.EXITING, ended(steps()::destroyAll)));
        }
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return listening(type, emitter.on(type, listener));
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return listening(type, emitter.once(type, listener));
    }

    @Override
    public boolean attaching(AttachingRenderer renderer) {
        PreventableEvent<AttachingRenderer> event = new PreventableEvent<>(renderer);
        emit(RENDERER_ATTACHING, event, thrown -> {
            event.preventDefault(); // whoever cannot check must not let pass
            uncaught(thrown);
        });
        return !event.isDefaultPrevented();
    }

    @Override
    public void opening() {
        readiness.require("BrowserWindow");
    }

    @Override
    public void created(BrowserWindow window) {
        emitter.emit(WEB_CONTENTS_CREATED, window.webContents());
        emitter.emit(BROWSER_WINDOW_CREATED, window);
        pages.created(window);
    }

    /** Tells the application that a process which is no renderer has disappeared; in the loop's turn. */
    public void childGone(ChildProcessGone details) {
        emitter.emit(CHILD_PROCESS_GONE, details);
    }

    @Override
    public void focusChanged(BrowserWindow window, boolean focused) {
        emitter.emit(focused ? BROWSER_WINDOW_FOCUS : BROWSER_WINDOW_BLUR, window);
    }

    @Override
    public void gone(RenderProcessGone details) {
        emitter.emit(RENDER_PROCESS_GONE, details);
        pages.gone(details);
    }

    @Override
    public void allClosed() {
        if (phase.get() != Phase.RUNNING) {
            allClosedUntold = true;
            return;
        }
        boolean heard = emitter.emit(WINDOW_ALL_CLOSED, this);
        pages.windowAllClosed(); // whoever hears it there decides nothing
        if (!heard) {
            quit();
        }
    }

    /** Tells whether the application ends for sure: one that quits may ask its user first, and go on. */
    public boolean isEnding() {
        Phase now = phase.get();
        return now == Phase.LEAVING || now == Phase.ENDING || now == Phase.EXITING;
    }

    private Subscription listening(EventType<?> type, Subscription added) {
        if (type == SECOND_INSTANCE) {
            secondInstances.heard();
        }
        return added;
    }

    private void becomeReady() {
        publication.run();
        readiness.becomeReady(() -> emitter.emit(READY, this));
        secondInstances.open();
    }

    private void beginQuit() {
        if (phase.get() != Phase.QUITTING) {
            return; // it exits
        }
        if (isPrevented(BEFORE_QUIT)) {
            cancelQuit("a listener of 'before-quit' prevents it");
            if (allClosedUntold && !steps().hasWindows()) {
                allClosed(); // it goes on, without one
            }
            allClosedUntold = false;
            return;
        }
        if (phase.get() != Phase.QUITTING) {
            return; // a listener had enough, and exited
        }
        pages.beforeQuit(); // ahead of what has them close
        CompletableFuture<Boolean> unused = closeWindows().whenComplete((closed, failed) -> {
            if (failed != null) {
                log.error("The windows of '{}' cannot be closed; it ends all the same", name, failed);
            }
            loop.execute(() -> windowsAsked(failed != null || closed));
        });
    }

    private void windowsAsked(boolean closed) {
        if (phase.get() != Phase.QUITTING) {
            return;
        }
        allClosedUntold = false; // its windows were closed because it quits
        if (!closed) {
            cancelQuit("a window stays open");
        } else if (isPrevented(WILL_QUIT)) {
            cancelQuit("a listener of 'will-quit' prevents it");
        } else if (phase.compareAndSet(Phase.QUITTING, Phase.LEAVING)) {
            endAfter(Phase.LEAVING, ended(steps()::endProcesses));
        }
    }

    /** Ends the application after a step, unless it has been told to end otherwise meanwhile. */
    private void endAfter(Phase during, CompletableFuture<Void> step) {
        CompletableFuture<Void> unused = new Countdown(EMPTY_LIMIT).limit(step).whenComplete((done, late) -> {
            if (late != null) {
                log.error("Not every process of '{}' has ended; it ends all the same", name, late);
            }
            if (phase.compareAndSet(during, Phase.ENDING)) {
                end();
            }
        });
    }

    private boolean isPrevented(EventType<PreventableEvent<App>> type) {
        PreventableEvent<App> event = new PreventableEvent<>(this);
        emitter.emit(type, event);
        return event.isDefaultPrevented();
    }

    private void cancelQuit(String why) {
        if (phase.get() == Phase.QUITTING) {
            log.info("'{}' does not quit: {}", name, why);
            steps().goOn();
            if (phase.compareAndSet(Phase.QUITTING, Phase.RUNNING) && !isReady()) {
                becomeReadyAfterAll();
            }
        }
    }

    /** It was to quit before it was ready: nobody waits any more for what could go wrong. */
    private void becomeReadyAfterAll() {
        try {
            becomeReady();
        } catch (RuntimeException unpublished) {
            log.error("'{}' cannot go on", name, unpublished);
            exit(1);
        }
    }

    private void end() {
        readiness.end(name);
        CompletableFuture<Void> unused = announceQuit().whenComplete((told, busy) -> {
            // The loop itself is released, so another thread has to do it.
            Threads.daemon("release-" + name, () -> release(steps())).start();
        });
    }

    /** Emits quit; completes exceptionally if the loop is too busy for it, which must not keep the application. */
    private CompletableFuture<Void> announceQuit() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        loop.execute(() -> {
            emitter.emit(QUIT, exitCode);
            told.complete(null);
        });
        return new Countdown(QUIT_LIMIT).limit(told);
    }

    /** Nothing else would end an application whose windows cannot be closed. */
    private CompletableFuture<Boolean> closeWindows() {
        try {
            return steps().closeWindows();
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private CompletableFuture<Void> ended(Supplier<CompletableFuture<Void>> step) {
        try {
            return step.get().copy(); // its time limit is ours alone
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private Ending steps() {
        return Objects.requireNonNull(steps, "steps");
    }

    private void release(Ending how) {
        try {
            how.release();
        } catch (RuntimeException failed) {
            log.error("Not everything of '{}' was released", name, failed);
        } finally {
            try {
                relaunches.start(name);
            } finally {
                ended.complete(exitCode);
            }
        }
    }
}
