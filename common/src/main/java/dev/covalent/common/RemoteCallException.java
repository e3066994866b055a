package dev.covalent.common;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A method of a remote object, or a callback, threw. Mirrors {@code Could not call remote method '…'. …}.
 */
public final class RemoteCallException extends IpcException {
    private final transient RemoteError error;

    /** Makes the exception for an error of the other process. */
    public RemoteCallException(String message, RemoteError error) {
        super(message);
        this.error = Objects.requireNonNull(error, "error");
    }

    /** Returns the exception that the other process threw, as plain data. */
    public RemoteError error() {
        return error;
    }

    /** Returns the code that the exception gave, as {@code error().code()} does; null if none. */
    public @Nullable String code() {
        return error.code();
    }

    /** Returns the plain value that the exception gave, as {@code error().data()} does; null if none. */
    public @Nullable Object data() {
        return error.data();
    }
}
