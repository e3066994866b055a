package dev.covalent.common;

/**
 * The main process refuses this renderer what it asked for; nothing ran.
 */
public final class RemoteAccessDeniedException extends IpcException {

    /** Makes the exception. */
    public RemoteAccessDeniedException(String message) {
        super(message);
    }
}
