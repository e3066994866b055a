package dev.covalent.common;

import org.jspecify.annotations.Nullable;

/** The process at the other end is gone. What was asked may have run, unless the message says that it was not sent. */
public final class PeerGoneException extends IpcException {

    /** Makes the exception. */
    public PeerGoneException(String message) {
        super(message);
    }

    /** Makes the exception with what broke the connection. */
    public PeerGoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
