package dev.covalent.renderer.host;

import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.renderer.PageHost;
import dev.covalent.renderer.PageWindow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page's host as its renderer uses it: the loop that the page's code runs on, and its window.
 *
 * <p>Thread-safe, apart from the window.
 */
public final class RunningHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningHost.class);

    private final PageHost host;
    private final WindowSetup setup;
    private final CompletableFuture<Throwable> broken;
    private final EventLoop loop;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    /** Made in the loop. */
    private volatile @Nullable HostedWindow window;

    /** Confined to the loop: whether the host was asked for a window. */
    private boolean asked;

    /**
     * Makes one.
     *
     * @param host what there is of the toolkit
     * @param broken completes with what the toolkit cannot go on for
     * @param setup what the window is to be like
     * @param role names the thread of a loop that the toolkit does not have
     */
    RunningHost(PageHost host, CompletableFuture<Throwable> broken, WindowSetup setup, String role) {
        this.host = host;
        this.broken = broken;
        this.setup = setup;
        this.loop = host.loop()
                .<EventLoop>map(turns -> new HostEventLoop(turns, broken::complete))
                .orElseGet(() -> new SerialLoop(role, Uncaught::report));
    }

    /** Returns the loop on which the page's code runs. */
    public EventLoop loop() {
        return loop;
    }

    /** Completes with what the toolkit cannot go on for: the loop turns no more. */
    public CompletionStage<Throwable> broken() {
        return broken;
    }

    /**
     * Makes the window; in the loop's turn, once.
     *
     * @param id the window's id in main
     */
    public PageWindow newWindow(int id, String title, WindowEvents events) {
        asked = true;
        HostedWindow made = HostedWindow.open(id, title, host, loop, events, setup);
        window = made;
        return made;
    }

    /** Is told, in the loop's turn, that the page has loaded: the window is shown if it is to be. */
    public void loaded() {
        HostedWindow made = window;
        if (made != null) {
            made.loaded();
        }
    }

    /**
     * Is told, in the loop's turn, that the page has not loaded: its window is shown if it was to be, made now if the page
     * has not come to that. In place of one that the host cannot make there is one in memory, which is not shown.
     *
     * @param id the window's id in main
     */
    public void failed(int id, String title, WindowEvents events) {
        HostedWindow made = window;
        if (made == null) {
            made = asked ? inMemory(id, title, events) : makeOrInMemory(id, title, events);
            window = made;
        }
        made.failed();
    }

    private HostedWindow makeOrInMemory(int id, String title, WindowEvents events) {
        try {
            return HostedWindow.open(id, title, host, loop, events, setup);
        } catch (RuntimeException | LinkageError none) { // that may well be why the page has not loaded
            log.debug("There is no window for a page that has not loaded", none);
            return inMemory(id, title, events);
        }
    }

    private HostedWindow inMemory(int id, String title, WindowEvents events) {
        return HostedWindow.open(id, title, new HeadlessHost(), loop, events, setup);
    }

    /** Does what main says, in the loop's turn; nothing if the page has made no window. */
    public void apply(long number, WindowCommand command) {
        HostedWindow made = window;
        if (made != null) {
            made.apply(number, command);
        }
    }

    /** Is told about once a second, on any thread, that the loop does not turn: its user may want the window closed. */
    public void heldUp() {
        HostedWindow made = window;
        if (made != null) {
            made.heldUp();
        }
    }

    /** Disposes of the window and ends the loop. Closing twice is a no-op. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            loop.execute(this::release);
            loop.close();
        }
    }

    private void release() {
        try {
            HostedWindow made = window;
            if (made != null) {
                made.dispose();
            }
        } finally {
            try {
                host.close();
            } finally {
                released.countDown();
            }
        }
    }

    /**
     * Waits, once this is closed, until the host has given back what it has.
     *
     * @return whether it has
     */
    public boolean awaitRelease(Duration limit) throws InterruptedException {
        return broken.isDone() || new Countdown(limit).await(nanos -> released.await(nanos, TimeUnit.NANOSECONDS));
    }
}
