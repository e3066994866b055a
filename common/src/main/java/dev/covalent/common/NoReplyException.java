package dev.covalent.common;

/**
 * Every listener of a synchronous message returned and none set a return value. Mirrors {@code reply was never sent}.
 */
public final class NoReplyException extends IpcException {

    /** Makes the exception. */
    public NoReplyException(String message) {
        super(message);
    }
}
