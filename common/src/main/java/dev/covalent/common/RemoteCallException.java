package dev.covalent.common;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A method of a remote object, or a callback, threw. Mirrors {@code Could not call remote method '…'. …}.
 */
public sealed class RemoteCallException extends IpcException permits MissingRemoteObjectException {
    private final transient RemoteError error;
    private final @Nullable String declaredType;

    /** Makes the exception for an error of the other process. */
    public RemoteCallException(String message, RemoteError error) {
        this(message, error, null);
    }

    /** Makes the exception for an error of the other process that was one of those which the method declares. */
    public RemoteCallException(String message, RemoteError error, @Nullable String declaredType) {
        super(message);
        this.error = Objects.requireNonNull(error, "error");
        this.declaredType = declaredType;
    }

    /**
     * Returns the name of the exception which the method declares and of which this was one; null if it was none. Where an
     * exception of that class can be made, it is what the caller gets, with this as its cause.
     */
    public @Nullable String declaredType() {
        return declaredType;
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
