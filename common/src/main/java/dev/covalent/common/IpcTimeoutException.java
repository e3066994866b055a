package dev.covalent.common;

/**
 * No answer came within the deadline. The request was sent; its handler may still run.
 */
public final class IpcTimeoutException extends IpcException {

    /** Makes the exception. */
    public IpcTimeoutException(String message) {
        super(message);
    }
}
