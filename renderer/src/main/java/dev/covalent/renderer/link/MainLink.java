package dev.covalent.renderer.link;

import dev.covalent.common.IpcException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
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
     * @return false if more than the high-water mark waits for main now
     * @throws IpcException if the link is closed or the queue is full; nothing was sent
     */
    boolean post(Upstream frame);

    /**
     * Is called by the application's thread after it has posted, with no lock held. While the JVM ends it waits until
     * that is delivered, at most a second in all; else it returns at once.
     */
    default void posted() {}

    /**
     * Queues a frame with a message that main relays to another renderer, and returns.
     *
     * @param webContentsId whose renderer it is for
     * @param channel the channel in the frame
     * @param arguments the message in the frame
     * @return false if more than the high-water mark is on its way to that renderer now
     * @throws IpcException if the link is closed, or the queue or that renderer's window is full; nothing was sent
     */
    boolean relay(int webContentsId, String channel, Payload arguments, Upstream frame);

    /**
     * Returns how many bytes wait for a receiver.
     *
     * @param receiver 0 for main, else the id of the contents
     */
    long bufferedAmount(int receiver);

    /** Runs an action that posts frames, together with the next that leave or after a short delay. */
    void whenLeaving(Runnable action);

    /**
     * Sends a request and waits for its answer, at most the request timeout or its own deadline.
     *
     * @return the value that was answered, with what it refers to
     * @throws IpcException by what went wrong
     * @throws IllegalStateException if the calling thread holds main's turn, so that main could not answer
     */
    Parcel call(Request request);

    /**
     * Sends a request as {@link #call(Request)} does.
     *
     * @param notSent is run before that throws, if main has not got the request and never will
     */
    default Parcel call(Request request, Runnable notSent) {
        return call(request);
    }

    /**
     * Asks a question, whose answer comes as a {@code Downstream.Reply}. The future completes on the event loop; it may
     * be joined on any thread, the loop's included. It never throws here: what goes wrong fails the future. A future that
     * its user completes gives the question up, which main is told.
     *
     * @param frame makes the frame that asks, with the number that the reply is to repeat; it is not kept
     */
    <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question);

    /** Asks for something of main's objects, as {@link #ask(LongFunction, Question)} does. */
    default <T> CompletableFuture<T> ask(RemoteRequest request, Question<T> question) {
        return ask(number -> new Upstream.Ask(number, question.deadlineMillis(), request), question);
    }

    /** Returns how long a request waits for its answer if nobody says otherwise. */
    Duration requestTimeout();

    /**
     * Runs a task that runs nothing of the user's in a turn of the event loop, also in one that waits for an answer to {@link
     * #ask}: main may need what the task does to give that.
     */
    default void runAlsoInWaits(Runnable task) {
        loop().execute(task);
    }

    /** Returns the event loop on which this renderer's user code runs. */
    EventLoop loop();
}
