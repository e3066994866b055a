package dev.covalent.common;

/**
 * This end was closed, so nothing was sent. Mirrors the error {@code IPC method called after context was released}.
 */
public final class IpcClosedException extends IpcException {

    /** Makes the exception. */
    public IpcClosedException(String message) {
        super(message);
    }
}
