package dev.covalent.common;

/**
 * The queue towards the peer holds as many bytes as it may, so nothing was sent. The message names the bound.
 */
public final class QueueFullException extends IpcException {

    /** Makes the exception. */
    public QueueFullException(String message) {
        super(message);
    }
}
