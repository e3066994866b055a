package dev.covalent.main.storage;

import dev.covalent.common.StorageException;
import dev.covalent.common.storage.StorageChange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a storage area in one SQLite file in the user data directory, opened when it is first used: that costs a third of
 * a second, which an application without storage should not pay.
 *
 * <p>Confined to the storage thread.
 */
final class SqliteBackend implements StorageBackend {
    static final String FILE_NAME = "local-storage.sqlite";

    private static final Logger log = LoggerFactory.getLogger(SqliteBackend.class);

    private final UserDataDirectory directory;
    private final Path file;
    private final long maxPages;
    private @Nullable SqliteDatabase database;

    SqliteBackend(UserDataDirectory directory) {
        this(directory, SqliteDatabase.MAX_PAGES);
    }

    /** Limits the file, as a full disk would. */
    SqliteBackend(UserDataDirectory directory, long maxPages) {
        this.directory = directory;
        this.file = directory.path().resolve(FILE_NAME);
        this.maxPages = maxPages;
    }

    @Override
    public Map<String, String> load() {
        if (database == null) {
            directory.prepare();
            SqliteLibrary.load(directory);
        }
        try {
            SqliteDatabase opened = database == null ? SqliteDatabase.open(file, maxPages) : database;
            database = opened;
            return opened.items();
        } catch (SQLException failure) {
            throw closed(SqliteFailure.describe(file, failure));
        } catch (StorageException failure) {
            throw closed(failure);
        }
    }

    @Override
    public void apply(List<StorageChange> changes) {
        try {
            opened().apply(changes);
        } catch (SQLException failure) {
            throw SqliteFailure.describe(file, failure);
        }
    }

    @Override
    public void sync() {
        if (database == null) {
            return;
        }
        try {
            database.sync();
        } catch (SQLException failure) {
            throw SqliteFailure.describe(file, failure);
        }
    }

    @Override
    public void close() {
        if (database == null) {
            return;
        }
        SqliteDatabase closing = database;
        database = null;
        try {
            closing.close();
        } catch (SQLException failure) {
            log.warn("Storage {} did not close cleanly; what was committed is kept", file, failure);
        }
    }

    private SqliteDatabase opened() {
        if (database == null) {
            throw new IllegalStateException("The storage " + file + " is not open: load() comes first");
        }
        return database;
    }

    /** A file that cannot be read is let go, so that it can be repaired or moved away while the application runs. */
    private StorageException closed(StorageException failure) {
        close();
        return failure;
    }
}
