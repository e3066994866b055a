package dev.covalent.common;

import org.jspecify.annotations.Nullable;

/**
 * One end of a message channel. Mirrors {@code MessagePort} and {@code MessagePortMain}.
 *
 * <p>A port queues what it receives until it is started. It may be handed to another process with a message; it is then
 * dead here, and what was queued follows it to its new owner, in order. Messages are delivered one at a time, in the
 * order posted, on the event loop of the process that holds the port.
 *
 * <p>Thread-safe.
 */
public interface MessagePort extends AutoCloseable {

    /**
     * Posts a message to the other end.
     *
     * @param message any value that can be cloned; copied before this method returns
     * @param transfer ports that go with the message; they can no longer be used here
     * @return false if either end is closed or this port was transferred: the message is dropped, as in Electron
     * @throws UncloneableValueException if the message cannot be cloned; nothing was sent or transferred
     * @throws IllegalArgumentException if a port is null, already neutered, a duplicate, or this port itself
     */
    boolean postMessage(@Nullable Object message, MessagePort... transfer);

    /**
     * Adds a listener for messages; setting one starts the port, as setting {@code onmessage} does.
     *
     * @throws IllegalStateException if the port was transferred
     */
    Subscription onMessage(EventListener<MessageEvent> listener);

    /** Adds a listener that is called once, when either end was closed or the process that held the other end is gone. */
    Subscription onClose(Runnable listener);

    /** Starts delivery of what is queued and of what comes; starting twice is a no-op. */
    void start();

    /** Disconnects both ends; what was posted before still arrives at the other. Closing twice is a no-op. */
    @Override
    void close();
}
