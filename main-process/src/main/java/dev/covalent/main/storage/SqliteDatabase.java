package dev.covalent.main.storage;

import dev.covalent.common.StorageException;
import dev.covalent.common.storage.StorageChange;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * One open SQLite file with the items of one storage area.
 *
 * <p>Write-ahead log with {@code synchronous=NORMAL}: a commit is handed to the operating system, so it survives the end of
 * the process, and the file survives a loss of power, which may cost the last commits unless {@link #sync()} came after
 * them. {@code locking_mode=EXCLUSIVE}: a second process would not see our changes in its memory, so it must not open the
 * file. The table has row ids because they keep the order in which keys were added: a new row's id is above all others,
 * an update keeps it.
 *
 * <p>Confined to the storage thread.
 */
final class SqliteDatabase {
    /** SQLite's own limit. */
    static final long MAX_PAGES = 0xfffffffeL;

    /** Marks our files: "CvLs". */
    private static final int APPLICATION_ID = 0x43764c73;

    private static final int SCHEMA_VERSION = 1;

    /** Long enough for an instance that is just closing. */
    private static final int BUSY_MILLIS = 1000;

    private static final String CREATE = "CREATE TABLE item ("
            + "position INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL) STRICT";
    private static final String UPSERT =
            "INSERT INTO item (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    private static final String DELETE = "DELETE FROM item WHERE key = ?";
    private static final Logger log = LoggerFactory.getLogger(SqliteDatabase.class);

    private final Path file;
    private final Connection connection;
    private final Statement statement;

    private SqliteDatabase(Path file, Connection connection, long maxPages) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.statement = connection.createStatement();
        statement.execute("PRAGMA trusted_schema = OFF");
        statement.execute("PRAGMA locking_mode = EXCLUSIVE");
        boolean empty = lockAndCheck();
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = NORMAL");
        if (empty) {
            inTransaction(this::createSchema);
        }
        statement.execute("PRAGMA max_page_count = " + maxPages);
    }

    /**
     * Opens the file, creating it if it is missing; nothing is written to a file that is not ours.
     *
     * @param maxPages how many pages the file may have
     * @throws SQLException if SQLite refuses
     * @throws StorageException if the file is not ours or of a newer version
     */
    static SqliteDatabase open(Path file, long maxPages) throws SQLException {
        createPrivately(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // As a URI: in a plain path the driver reads what follows a question mark as its options.
        Connection connection =
                config.createConnection("jdbc:sqlite:" + file.toUri().toASCIIString());
        try {
            return new SqliteDatabase(file, connection, maxPages);
        } catch (SQLException | RuntimeException failure) {
            try {
                connection.close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** Reads all items in the order in which their keys were added. */
    Map<String, String> items() throws SQLException {
        Map<String, String> items = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT key, value FROM item ORDER BY position")) {
            while (rows.next()) {
                items.put(Utf16.decode(rows.getBytes(1)), Utf16.decode(rows.getBytes(2)));
            }
        } catch (IllegalArgumentException odd) {
            throw SqliteFailure.damaged(file, Objects.toString(odd.getMessage()));
        }
        return items;
    }

    /** Writes the changes in one transaction. */
    void apply(List<StorageChange> changes) throws SQLException {
        inTransaction(() -> {
            // Prepared each time: the driver gives up a prepared statement whose execution failed.
            try (PreparedStatement upsert = connection.prepareStatement(UPSERT);
                    PreparedStatement delete = connection.prepareStatement(DELETE)) {
                for (StorageChange change : changes) {
                    write(change, upsert, delete);
                }
            }
        });
    }

    /** Copies the log into the file and forces both to the device. */
    void sync() throws SQLException {
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    void close() throws SQLException {
        connection.close();
    }

    private void write(StorageChange change, PreparedStatement upsert, PreparedStatement delete) throws SQLException {
        String key = change.key();
        String value = change.newValue();
        if (key == null) {
            statement.execute("DELETE FROM item");
        } else if (value == null) {
            delete.setBytes(1, Utf16.encode(key));
            delete.executeUpdate();
        } else {
            upsert.setBytes(1, Utf16.encode(key));
            upsert.setBytes(2, Utf16.encode(value));
            upsert.executeUpdate();
        }
    }

    /**
     * Takes the lock, which this locking mode keeps until the file is closed, and checks whose file it is.
     *
     * @return whether the file is empty
     */
    private boolean lockAndCheck() throws SQLException {
        statement.execute("BEGIN EXCLUSIVE");
        int application = number("PRAGMA application_id");
        int version = number("PRAGMA user_version");
        boolean empty = number("SELECT count(*) FROM sqlite_schema") == 0;
        statement.execute("COMMIT");
        if (empty && application == 0 && version == 0) {
            return true;
        }
        if (application != APPLICATION_ID) {
            throw SqliteFailure.damaged(file, "it is a database of another kind");
        }
        if (version > SCHEMA_VERSION) {
            throw new StorageException("The storage " + file + " has version " + version + " of the format, and this"
                    + " release knows no more than version " + SCHEMA_VERSION
                    + ". Run the newer release that wrote it, or choose another user data directory.");
        }
        return false;
    }

    private void createSchema() throws SQLException {
        statement.execute(CREATE);
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
    }

    private int number(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private void inTransaction(Work work) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        try {
            work.run();
            statement.execute("COMMIT");
        } catch (Throwable failure) {
            rollback();
            throw failure;
        }
    }

    private void rollback() {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException expected) { // after a full disk, for one, SQLite has rolled back by itself
            log.debug("Nothing to roll back in {}", file, expected);
        }
    }

    /** SQLite gives its log the permissions of the file. */
    private static void createPrivately(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException expected) {
            log.debug("Storage {} exists", file);
        } catch (IOException failure) {
            throw new StorageException(
                    "The storage " + file + " cannot be created: " + failure
                            + ". Check the permissions of its directory and the room on its disk.",
                    failure);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }
}
