package dev.covalent.main.app;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.Blockage;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopWatch;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.ChildProcessGone;
import dev.covalent.main.LoopBlocked;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.window.WindowObserver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's life: what happens when its windows close, and how it ends.
 *
 * <pre>
 *   RUNNING ── quit: before-quit, windows close ──▶ ENDING ── all renderers gone: quit ──▶ everything released: ENDED
 *      └────── exit: windows destroyed ───────────────▲
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
    private final PageListeners pages = new PageListeners();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean exiting = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile @Nullable Ending steps;
    private final Consumer<Throwable> unheeded;
    private volatile @Nullable LoopWatch loopWatch;
    private volatile int exitCode;
    private volatile Supplier<List<ProcessMetric>> metrics = List::of;

    /** Whether listeners of {@link #UNCAUGHT_EXCEPTION} are being told; changes in the turn only. */
    private boolean telling;

    /** What has to be done to end an application. */
    public interface Ending {

        /** Closes or destroys all windows; the future completes when their renderers are gone. */
        CompletableFuture<Void> closeWindows(boolean destroy);

        /** Releases everything else; called on no loop. */
        void release();
    }

    /**
     * Makes the life cycle of an application that runs.
     *
     * @param uncaught logs what nobody catches and no listener is told of
     */
    public AppLifecycle(String name, String version, EventLoop loop, Consumer<Throwable> uncaught) {
        this.name = name;
        this.version = version;
        this.loop = loop;
        this.unheeded = uncaught;
        this.emitter = new EventEmitter(this::uncaught);
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

    /**
     * Tells the application's listeners of an event; in the loop's turn.
     *
     * @param failures is told what they throw
     */
    public <E> void emit(EventType<E> type, E event, Consumer<Throwable> failures) {
        boolean unused = emitter.emit(type, event, failures);
    }

    /** Tells the application that its loop was blocked; in the loop's turn. */
    public void loopBlocked(Blockage blockage) {
        emitter.emit(LOOP_BLOCKED, new LoopBlocked(blockage.blocked(), blockage.stack()));
    }

    /** Says how the application ends; called once, before anything can end it. */
    public void endBy(Ending ending) {
        steps = Objects.requireNonNull(ending, "ending");
    }

    /** Returns a future that completes with the exit code when everything is released. */
    public CompletableFuture<Integer> ended() {
        return ended.copy();
    }

    /** Is told what user code threw and nobody caught: its listeners are told in the turn, or else it is logged. */
    public void uncaught(Throwable thrown) {
        if (!emitter.hears(UNCAUGHT_EXCEPTION)) {
            unheeded.accept(thrown);
        } else if (loop.inTurn()) {
            tellUncaught(thrown);
        } else {
            loop.execute(() -> tellUncaught(thrown));
        }
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
    public void quit() {
        if (ending.compareAndSet(false, true)) {
            loop.execute(() -> {
                emitter.emit(BEFORE_QUIT, this);
                if (!exiting.get()) { // a listener may have had enough
                    pages.beforeQuit(); // ahead of what has them close
                }
                end(false);
            });
        }
    }

    @Override
    public void exit(int code) {
        if (exiting.compareAndSet(false, true)) { // also while it quits, which a page or the loop may hold up
            ending.set(true);
            exitCode = code;
            end(true);
        }
    }

    @Override
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return emitter.on(type, listener);
    }

    @Override
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return emitter.once(type, listener);
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
    public void gone(RenderProcessGone details) {
        emitter.emit(RENDER_PROCESS_GONE, details);
        pages.gone(details);
    }

    @Override
    public void allClosed() {
        if (ending.get()) {
            return;
        }
        boolean heard = emitter.emit(WINDOW_ALL_CLOSED, this);
        pages.windowAllClosed(); // whoever hears it there decides nothing
        if (!heard) {
            quit();
        }
    }

    private void tellUncaught(Throwable thrown) {
        if (telling) { // what comes of telling is logged: told, it could go on for ever
            unheeded.accept(thrown);
            return;
        }
        telling = true;
        try {
            if (!emitter.emit(UNCAUGHT_EXCEPTION, thrown, unheeded)) {
                unheeded.accept(thrown);
            }
        } finally {
            telling = false;
        }
    }

    private void end(boolean destroy) {
        Ending how = Objects.requireNonNull(steps, "steps");
        if (!begun.compareAndSet(false, true)) {
            if (destroy) {
                CompletableFuture<Void> awaitedAlready = closeWindows(how, true);
                log.debug("'{}' exits while it quits: {}", name, awaitedAlready);
            }
            return;
        }
        CompletableFuture<Void> unused = closeWindows(how, destroy)
                .orTimeout(EMPTY_LIMIT.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((done, late) -> {
                    if (late != null) {
                        log.error("Not every window of '{}' was closed; it ends all the same", name, late);
                    }
                    CompletableFuture<Void> unusedToo = announceQuit().whenComplete((told, busy) -> {
                        // The loop itself is released, so another thread has to do it.
                        Threads.daemon("release-" + name, () -> release(how)).start();
                    });
                });
    }

    /** Emits quit; completes exceptionally if the loop is too busy for it, which must not keep the application. */
    private CompletableFuture<Void> announceQuit() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        loop.execute(() -> {
            emitter.emit(QUIT, exitCode);
            told.complete(null);
        });
        return told.orTimeout(QUIT_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nothing else would end an application whose windows cannot be closed. */
    private static CompletableFuture<Void> closeWindows(Ending how, boolean destroy) {
        try {
            return how.closeWindows(destroy).copy(); // its time limit is ours alone
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private void release(Ending how) {
        try {
            how.release();
        } catch (RuntimeException failed) {
            log.error("Not everything of '{}' was released", name, failed);
        } finally {
            ended.complete(exitCode);
        }
    }
}
