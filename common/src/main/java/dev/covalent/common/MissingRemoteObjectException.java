package dev.covalent.common;

/**
 * A remote object was used that the main process has no more for this renderer: it was unshared, or released, or never
 * passed to it. Its {@link #code()} is {@code EBADRPC}, as in Electron.
 */
public final class MissingRemoteObjectException extends RemoteCallException {
    /** The code of all of them. */
    public static final String CODE = "EBADRPC";

    /** Makes the exception. */
    public MissingRemoteObjectException(String message) {
        super(message, RemoteError.of(MissingRemoteObjectException.class.getName(), message, CODE));
    }
}
