package dev.covalent.common;

import java.util.Objects;

/**
 * A handler in the main process threw, or its stage completed exceptionally. Mirrors the rejection {@code Error invoking
 * remote method '…': …}.
 */
public final class HandlerException extends IpcException {
    private final transient RemoteError error;

    /** Makes the exception for an error of the other process. */
    public HandlerException(String message, RemoteError error) {
        super(message);
        this.error = Objects.requireNonNull(error, "error");
    }

    /** Returns the exception that the other process threw, as plain data. */
    public RemoteError error() {
        return error;
    }
}
