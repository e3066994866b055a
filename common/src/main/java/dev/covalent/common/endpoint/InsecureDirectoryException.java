package dev.covalent.common.endpoint;

/** Thrown when the runtime directory does not belong to this user alone; nothing in it was read or written. */
public final class InsecureDirectoryException extends IllegalStateException {
    InsecureDirectoryException(String message) {
        super(message);
    }
}
