package dev.covalent.renderer.link;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.frame.Request;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The remote objects of main, as far as the link uses them. Thread-safe. */
public interface MainStubs {

    /**
     * Delivers one-way frames and returns the encoded batch of early replies.
     *
     * @throws PeerGoneException if the connection is broken
     */
    Payload deliver(FrameBatch batch);

    /**
     * Delivers as {@link #deliver(FrameBatch)} does, for a thread that must not be held for longer than a limit.
     *
     * @param what says what it asks, for messages
     * @param limit when it is over the connection of this call is cut
     * @param cutter is given, first, what cuts it at once; any thread may run that
     * @throws PeerGoneException if the connection is broken
     * @throws dev.covalent.common.IpcTimeoutException if the limit is over, or the call was cut
     * @throws CancellationException if the calling thread was interrupted, which cuts the connection of this call
     */
    Payload deliver(FrameBatch batch, Supplier<String> what, Duration limit, Consumer<Runnable> cutter);

    /**
     * Sends a request and returns its encoded outcome.
     *
     * @param limit when it is over the connection of this call is cut
     * @param cutter is given, first, what cuts it at once; any thread may run that
     * @throws PeerGoneException if the connection is broken
     * @throws dev.covalent.common.IpcTimeoutException if the limit is over, or the call was cut
     * @throws CancellationException if the calling thread was interrupted, which cuts the connection of this call
     */
    Payload request(long sequence, Request request, Duration limit, Consumer<Runnable> cutter);

    /**
     * Tells main ahead of the sequence which requests were given up.
     *
     * @param cancels encoded {@code Upstream.Cancel} frames without numbers
     * @throws PeerGoneException if the connection is broken
     */
    void cancel(FrameBatch cancels);

    /**
     * Says that a request was given up and may not have been sent.
     *
     * @throws PeerGoneException if the connection is broken
     */
    void abandon(long sequence);

    /**
     * Acknowledges what has arrived and waits for what main has next, as an encoded batch.
     *
     * @throws PeerGoneException if the connection is broken
     */
    Payload receive(long acknowledgedUpTo);
}
