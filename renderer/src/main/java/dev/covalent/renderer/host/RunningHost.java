package dev.covalent.renderer.host;

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

/**
 * A page's host as its renderer uses it: the loop that the page's code runs on, and its window.
 *
 * <p>Thread-safe, apart from the window.
 */
public final class RunningHost implements AutoCloseable {
    private final PageHost host;
    private final WindowSetup setup;
    private final CompletableFuture<Throwable> broken;
    private final EventLoop loop;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    /** Confined to the loop. */
    private @Nullable HostedWindow window;

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
        HostedWindow made = HostedWindow.open(id, title, host, loop, events, setup);
        window = made;
        return made;
    }

    /** Is told, in the loop's turn, that the page has loaded: the window is shown if it is to be. */
    public void loaded() {
        if (window != null) {
            window.loaded();
        }
    }

    /** Does what main says, in the loop's turn; nothing if the page has made no window. */
    public void apply(long number, WindowCommand command) {
        if (window != null) {
            window.apply(number, command);
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
            if (window != null) {
                window.dispose();
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
        return broken.isDone() || released.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
