package dev.covalent.main.window;

import dev.covalent.common.PageLoadException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.main.invoke.NoWaitingOnMain;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How one load of a page ends: once, on main's loop. Thread-safe. */
final class PageLoad {
    private final String page;
    private final EventLoop loop;
    private final Ended ended;

    /**
     * Makes a load that has not ended.
     *
     * @param page the name of the class of the page
     * @param limit how long a process may take to connect
     */
    PageLoad(String page, EventLoop loop, Duration limit) {
        this.page = page;
        this.loop = loop;
        NoWaitingOnMain waiting = new NoWaitingOnMain(loop, limit.toMillis(), () -> false);
        this.ended = new Ended(waiting);
        waiting.isFor(ended);
    }

    /** Returns a future that ends with the load; what is done to it does nothing to the load. */
    CompletableFuture<Void> future() {
        return ended.copy();
    }

    /** In the loop's turn. */
    void succeeded() {
        ended.complete(null);
    }

    /** In the loop's turn. */
    void failed(RemoteError error) {
        ended.completeExceptionally(new PageLoadException("Page " + page + " did not load: " + error, error));
    }

    /** Another page is loaded in its place, or the window closes. */
    void abandoned(String why) {
        loop.execute(() ->
                ended.completeExceptionally(new PageLoadException("Page " + page + " was not loaded: " + why, null)));
    }

    /** The process is gone; in the loop's turn. */
    void gone(RendererExit exit) {
        ended.completeExceptionally(
                new PeerGoneException("Page " + page + " did not load: its renderer is gone, " + exit.described()));
    }

    private static final class Ended extends LoopFuture<Void> {
        private Ended(NoWaitingOnMain waiting) {
            super(waiting);
        }
    }
}
