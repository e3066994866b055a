package dev.covalent.common.rmi;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * The message link of the main process: one object for all renderers; whose call it serves, the connection tells.
 *
 * <p>Everything that a renderer sends carries a number, starting with 1, and main takes it in that order, whatever
 * thread or connection brings it.
 *
 * <p>An {@code Object} is the {@linkplain WireForm form} of a payload.
 */
public interface RemoteMessageLink extends Remote {
    /** The name in the registry. */
    String NAME = "MessageLink";

    /**
     * Introduces a renderer; its first call.
     *
     * @param introduction an encoded {@code Introduction}
     * @return an encoded {@code Welcome}
     */
    byte[] open(byte[] introduction) throws RemoteException;

    /**
     * Delivers one-way frames.
     *
     * @param batch an encoded batch of {@code Upstream} frames, with the number of the first
     * @return an encoded batch of {@code EarlyReply}: the requests among them that are answered already
     */
    Object deliver(Object batch) throws RemoteException;

    /**
     * Delivers one frame as {@link #deliver} does, without the making and reading of a batch.
     *
     * @param number the number of the frame
     * @param frame an encoded {@code Upstream} frame
     * @return an encoded batch of {@code EarlyReply}
     */
    Object deliverOne(long number, Object frame) throws RemoteException;

    /**
     * Sends a request and waits for its outcome.
     *
     * @param sequence the number of the request
     * @param request an encoded {@code Request}
     * @return an encoded {@code Outcome}
     */
    Object request(long sequence, Object request) throws RemoteException;

    /**
     * Tells which requests the caller gave up, for handlers that run already or are about to; the frames come in the
     * sequence, too, afterwards. Does not wait for main's loop.
     *
     * @param batch an encoded batch of {@code Upstream.Cancel} frames; they have no numbers
     */
    void cancel(Object batch) throws RemoteException;

    /**
     * Says that the caller gave up a request and does not know whether it was sent; main need not wait for its number.
     *
     * @param sequence the number of the request
     */
    void abandon(long sequence) throws RemoteException;

    /**
     * Fetches what main has for the caller; waits for a while if there is nothing.
     *
     * @param acknowledgedUpTo the number of the last frame that has arrived; main forgets those up to it
     * @return an encoded batch of {@code Downstream} frames, with the number of the first; it may be empty
     */
    Object receive(long acknowledgedUpTo) throws RemoteException;
}
