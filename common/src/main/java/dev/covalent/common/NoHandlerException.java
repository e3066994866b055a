package dev.covalent.common;

/**
 * The channel has no handler, or no listener for a synchronous message; nothing ran.
 */
public final class NoHandlerException extends IpcException {

    /** Makes the exception. */
    public NoHandlerException(String message) {
        super(message);
    }
}
