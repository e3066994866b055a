package dev.covalent.renderer.link;

import dev.covalent.common.IpcException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What the rest of a renderer may do with its link to main. Thread-safe.
 *
 * <p>Everything sent has its place in one sequence, in the order of the calls of these methods.
 */
public interface MainLink {

    /**
     * Queues a frame and returns.
     *
     * @throws IpcException if the link is closed or the queue is full; nothing was sent
     */
    void post(Upstream frame);

    /**
     * Sends a request and waits for its answer, at most the request timeout or its own deadline.
     *
     * @return the value that was answered
     * @throws IpcException by what went wrong
     * @throws IllegalStateException if the calling thread holds main's turn, so that main could not answer
     */
    Payload call(Request request);

    /**
     * Asks a question, whose answer comes as a {@code Downstream.Reply}. The future completes on the event loop; it may
     * be joined on any thread, the loop's included. It never throws here: what goes wrong fails the future. A future that
     * its user completes gives the question up, which main is told.
     */
    <T> CompletableFuture<T> ask(Question<T> question);

    /** Returns how long a request waits for its answer if nobody says otherwise. */
    Duration requestTimeout();

    /** Returns the event loop on which this renderer's user code runs. */
    EventLoop loop();
}
