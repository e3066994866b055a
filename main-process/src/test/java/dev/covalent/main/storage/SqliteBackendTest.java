package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.StorageException;
import dev.covalent.common.storage.StorageChange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class SqliteBackendTest {
    private static final String REMEDY =
            "It was left as it is; restore it from a backup, or move it away to start with an empty one.";

    @TempDir
    Path directory;

    private Path file;
    private SqliteBackend backend;

    @BeforeEach
    void make() {
        file = directory.resolve(SqliteBackend.FILE_NAME);
        backend = new SqliteBackend(UserDataDirectory.at(directory));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void load_new_isEmpty() {
        assertThat(backend.load()).isEmpty();
    }

    @Test
    void apply_changes_areLoadedInOrderOfKeys() {
        backend.load();

        backend.apply(List.of(set("z", "1"), set("a", "2"), set("m", "3")));
        backend.apply(List.of(new StorageChange("z", "1", "4"), new StorageChange("a", "2", null), set("b", "5")));

        assertThat(backend.load()).containsExactly(Map.entry("z", "4"), Map.entry("m", "3"), Map.entry("b", "5"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void load_new_fileIsForItsOwnerAlone() throws IOException {
        backend.load();
        backend.apply(List.of(set("a", "1")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve(SqliteBackend.FILE_NAME + "-wal"))))
                .isEqualTo("rw-------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void load_directoryNamedLikeOptions_isTaken() {
        Path odd = directory.resolve("who? me&mode=memory#1 100% \u00e4");
        SqliteBackend inOdd = new SqliteBackend(UserDataDirectory.at(odd));
        inOdd.load();
        inOdd.apply(List.of(set("a", "1")));

        inOdd.close();

        assertThat(odd.resolve(SqliteBackend.FILE_NAME)).isNotEmptyFile();
        assertThat(inOdd.load()).containsExactly(Map.entry("a", "1"));
        inOdd.close();
    }

    @Test
    void load_notADatabase_failsAndLeavesFile() throws IOException {
        byte[] content = "no database, and long enough to be one ".repeat(50).getBytes(StandardCharsets.UTF_8);
        Files.write(file, content);

        assertThatThrownBy(backend::load)
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("The storage " + file + " is damaged or not of this application (")
                .hasMessageEndingWith(REMEDY);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void load_movedAwayAfterFailure_startsEmpty() throws IOException {
        Files.writeString(file, "no database");
        assertThatThrownBy(backend::load).isInstanceOf(StorageException.class);

        Files.move(file, directory.resolve("moved-away"));

        assertThat(backend.load()).isEmpty();
    }

    @Test
    void load_truncated_failsAndLeavesFile() throws IOException {
        fill(200);
        long size = Files.size(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size / 2);
        }
        byte[] content = Files.readAllBytes(file);

        assertThatThrownBy(backend::load)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file + " is damaged")
                .hasMessageEndingWith(REMEDY);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void load_overwrittenInTheMiddle_failsAndLeavesFile() throws IOException {
        fill(200);
        byte[] content = Files.readAllBytes(file);
        Arrays.fill(content, 4096, content.length / 2, (byte) 0x5a);
        Files.write(file, content);

        assertThatThrownBy(backend::load)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file + " is damaged");
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void load_databaseOfAnotherKind_failsAndLeavesFile() throws Exception {
        sql("CREATE TABLE item (key TEXT, value TEXT)");
        byte[] content = Files.readAllBytes(file);

        assertThatThrownBy(backend::load)
                .isInstanceOf(StorageException.class)
                .hasMessage("The storage " + file
                        + " is damaged or not of this application (it is a database of another kind). " + REMEDY);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void load_newerVersion_isRefused() throws Exception {
        fill(1);
        sql("PRAGMA user_version = 7");

        assertThatThrownBy(backend::load)
                .isInstanceOf(StorageException.class)
                .hasMessage("The storage " + file + " has version 7 of the format, and this release knows no more than"
                        + " version 1. Run the newer release that wrote it, or choose another user data directory.");
    }

    @Test
    void load_stringOfOddLength_isDamage() throws Exception {
        fill(1);
        sql("UPDATE item SET value = x'000000'");

        assertThatThrownBy(backend::load)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("A string of UTF-16 units cannot take 3 bytes");
    }

    @Test
    void load_openElsewhere_failsUntilClosed() {
        SqliteBackend other = new SqliteBackend(UserDataDirectory.at(directory));
        other.load();

        assertThatThrownBy(backend::load)
                .isInstanceOf(StorageException.class)
                .hasMessage("The storage " + file + " is in use by another process. End the other instance of the"
                        + " application, or give this one a user data directory of its own.");
        other.close();
        assertThat(backend.load()).isEmpty();
    }

    @Test
    void apply_diskFull_changesNothingAndLaterWorks() {
        backend = new SqliteBackend(UserDataDirectory.at(directory), 8);
        backend.load();
        backend.apply(List.of(set("a", "1"), set("b", "2".repeat(2000))));

        assertThatThrownBy(() -> backend.apply(List.of(set("c", "3"), set("d", "4".repeat(100_000)))))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("The storage " + file + " could not grow: the disk is full (")
                .hasMessageEndingWith("Nothing was changed or lost; free some space and try again.");

        assertThat(backend.load().keySet()).containsExactly("a", "b");
        backend.apply(List.of(set("c", "3")));
        assertThat(backend.load().keySet()).containsExactly("a", "b", "c");
    }

    private void fill(int items) {
        backend.load();
        for (int i = 0; i < items; i++) {
            backend.apply(List.of(set("key " + i, "v".repeat(100))));
        }
        backend.close();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static StorageChange set(String key, String value) {
        return new StorageChange(key, null, value);
    }
}
