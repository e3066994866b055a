package dev.covalent.common;

/**
 * The queue towards the peer holds as many bytes as it may, so nothing was sent; or requests that the peer has not answered
 * take as many there, or the handler's executor rejected this one, so nothing ran; or a renderer holds as many of main's
 * objects as it may, so it was given no more. The message says which, and the bound.
 */
public final class QueueFullException extends IpcException {

    /** Makes the exception. */
    public QueueFullException(String message) {
        super(message);
    }
}
