package dev.covalent.main.storage;

import dev.covalent.common.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Says in the user's terms what SQLite reported: the file, its state and the likely fix.
 *
 * <p>Thread-safe: has no state.
 */
final class SqliteFailure {
    private static final int PRIMARY_CODE = 0xff; // the higher bits tell finer than we do
    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private SqliteFailure() {}

    /** Describes a failure while {@code file} was opened, read or written. */
    static StorageException describe(Path file, SQLException failure) {
        return new StorageException(message(file, failure), failure);
    }

    /** Describes a file that holds something else than it should, which SQLite itself cannot notice. */
    static StorageException damaged(Path file, String finding) {
        return new StorageException(damagedMessage(file, finding));
    }

    private static String message(Path file, SQLException failure) {
        String report = Objects.toString(failure.getMessage());
        return switch (failure.getErrorCode() & PRIMARY_CODE) {
            case BUSY, LOCKED ->
                "The storage " + file + " is in use by another process. End the other instance of the application,"
                        + " or give this one a user data directory of its own.";
            case CORRUPT, NOT_A_DATABASE -> damagedMessage(file, report);
            case FULL ->
                "The storage " + file + " could not grow: the disk is full (" + report
                        + "). Nothing was changed or lost; free some space and try again.";
            case READ_ONLY, PERMISSION, CANNOT_OPEN ->
                "The storage " + file + " cannot be opened for writing (" + report
                        + "). Check the permissions of the file and of its directory.";
            default -> "The storage " + file + " failed: " + report + ". Check the disk that holds it.";
        };
    }

    private static String damagedMessage(Path file, String finding) {
        return "The storage " + file + " is damaged or not of this application (" + finding
                + "). It was left as it is; restore it from a backup, or move it away to start with an empty one.";
    }
}
