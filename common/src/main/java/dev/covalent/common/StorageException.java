package dev.covalent.common;

/**
 * Reports that a store could not be opened, read or written, and names the file and the likely fix.
 *
 * <p>A write that fails with it changed nothing: neither the file nor what any process sees.
 */
public final class StorageException extends IllegalStateException {

    /** Makes the exception for a condition that this project found itself. */
    public StorageException(String message) {
        super(message);
    }

    /** Makes the exception for what the file system or the database reported. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
