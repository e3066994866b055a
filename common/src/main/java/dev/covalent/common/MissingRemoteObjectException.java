package dev.covalent.common;

/**
 * A remote object was called, or passed, that there is not for this process any more: it was unshared, or released, or never
 * passed to it. Its {@link #code()} is {@code EBADRPC} and its {@link #errno()} -72, as in Electron.
 */
public final class MissingRemoteObjectException extends RemoteCallException {
    /** The code of all of them. */
    public static final String CODE = "EBADRPC";

    /** The number of all of them. */
    public static final int ERRNO = -72;

    /** Makes the exception. */
    public MissingRemoteObjectException(String message) {
        super(message, RemoteError.of(MissingRemoteObjectException.class.getName(), message, CODE));
    }

    /** Returns {@link #ERRNO}. */
    public int errno() {
        return ERRNO;
    }
}
