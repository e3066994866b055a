package dev.covalent.common;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One end of a message channel. Mirrors {@code MessagePort} and {@code MessagePortMain}.
 *
 * <p>A port queues what it receives until it is started. It may be handed to another process with a message; it is then
 * dead here, and what was queued follows it to its new owner, in order. Messages are delivered one at a time, in the
 * order posted, on the event loop of the process that holds the port.
 *
 * <p>A port that the application has dropped without having used it is closed some time after the garbage collector has
 * noticed, so that the other end hears of it; one that was started, or has listeners or a subscriber, stays. Better close
 * it: nobody can tell when a collector runs.
 *
 * <p>Thread-safe.
 */
public interface MessagePort extends AutoCloseable {

    /**
     * Posts a message to the other end.
     *
     * <p>False means that the message was dropped. That is not what it means where messages are sent ({@code send}, {@code
     * sendTo}, {@code reply}, {@code ipcRenderer.postMessage}, {@code webContents.postMessage}), which send all the same and
     * ask to wait. A port tells when to slow down by {@link #isWritable} and {@link #onDrain}:
     *
     * <pre>{@code
     * if (port.isWritable()) {
     *     port.postMessage(next()); // else go on when onDrain calls
     * }
     * }</pre>
     *
     * <p>Whoever receives by {@link #messages} holds the poster back without a word.
     *
     * @param message any value that can be cloned; copied before this method returns
     * @param transfer ports that go with the message; they can no longer be used here
     * @return false if either end or this process is closed, or this port was transferred: the message is dropped, as in
     *     Electron; true if it was posted, however much is on its way
     * @throws UncloneableValueException if the message cannot be cloned; nothing was sent or transferred
     * @throws QueueFullException if the other end has not consumed what was posted before, and a quarter of the queue bound
     *     would be exceeded; if what all ports of this process have posted and nobody consumed would exceed the queue bound,
     *     or twice that if nothing of this port's is among it; or if the queue of this process is full. Nothing was sent or
     *     transferred
     * @throws IllegalArgumentException if a port is null, already neutered, closed, a duplicate, or this port itself
     */
    boolean postMessage(@Nullable Object message, MessagePort... transfer);

    /**
     * Adds a listener for messages; setting one starts the port, as setting {@code onmessage} does.
     *
     * @throws IllegalStateException if the port was transferred
     */
    Subscription onMessage(EventListener<MessageEvent> listener);

    /**
     * Adds a listener that is called once, when either end was closed or the process that held the other end is gone. What
     * waits at this port is delivered first, so a port that was never started is not told before somebody starts it; {@link
     * #isWritable} and {@link #postMessage} tell at once.
     */
    Subscription onClose(Runnable listener);

    /**
     * Returns how many bytes were posted here, since this process holds the port, and not yet given to a listener at the
     * other end, wherever that is; each message, and each port in one, with 128 bytes for its keeping. 0 if either end is
     * closed.
     */
    long bufferedAmount();

    /**
     * Tells whether messages can be posted and no more than the high-water mark, or half a window, is on its way; false also
     * after a refusal because of what all ports of this process have out, until half of that is consumed.
     */
    boolean isWritable();

    /**
     * Adds a listener that is called when {@link #bufferedAmount} had exceeded the high-water mark and has fallen to half of
     * it, if only because the other end was closed; and when what had held a post back because of all ports is consumed by
     * half.
     */
    Subscription onDrain(Runnable listener);

    /**
     * Returns the messages as a publisher, whose subscriber takes as many as it asks for; what it does not ask for stays
     * queued and holds back whoever posts at the other end. Demand starts the port. One subscriber at a time: another gets an
     * {@link IllegalStateException}. It completes when the port is closed and everything was delivered; cancelling keeps what
     * is queued. Every call of the subscriber is made on the event loop.
     */
    Flow.Publisher<MessageEvent> messages();

    /** Starts delivery of what is queued and of what comes; starting twice is a no-op. */
    void start();

    /** Disconnects both ends; what was posted before still arrives at the other. Closing twice is a no-op. */
    @Override
    void close();
}
