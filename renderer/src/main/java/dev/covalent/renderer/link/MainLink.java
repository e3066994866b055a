package dev.covalent.renderer.link;

import dev.covalent.common.IpcException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

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
     * Is called by the application's thread after it has posted, with no lock held. While the JVM ends it waits until
     * that is delivered, at most a second in all; else it returns at once.
     */
    default void posted() {}

    /**
     * Sends a request and waits for its answer, at most the request timeout.
     *
     * @return the value that was answered
     * @throws IpcException by what went wrong
     */
    Payload call(Request request);

    /**
     * Queues a frame that asks for a {@code Downstream.Reply}. The future completes on the event loop; it may be joined
     * on any thread, the loop's included. It never throws here: what goes wrong fails the future.
     *
     * @param subject what is asked, for messages about it: {@code "invoke of 'add'"}
     * @param frame makes the frame for the number that the reply is to repeat
     */
    CompletableFuture<Payload> ask(String subject, LongFunction<Upstream> frame);

    /** Returns the event loop on which this renderer's user code runs. */
    EventLoop loop();
}
