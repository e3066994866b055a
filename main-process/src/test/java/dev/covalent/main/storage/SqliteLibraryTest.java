package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLibraryTest {
    /** Above what any of the platforms gives to a process. */
    private static final String NO_PROCESS = Long.toString(Integer.MAX_VALUE);

    @TempDir
    Path place;

    @Test
    void removeLeftovers_processGone_removesItsFiles() throws IOException {
        Path left = Files.createDirectory(place.resolve(NO_PROCESS));
        Files.writeString(left.resolve("sqlite-3.54.1.0-1b-libsqlitejdbc.so"), "library");
        Files.writeString(left.resolve("sqlite-3.54.1.0-1b-libsqlitejdbc.so.lck"), "");

        SqliteLibrary.removeLeftovers(place);

        assertThat(place).isEmptyDirectory();
    }

    @Test
    void removeLeftovers_processAlive_keepsItsFiles() throws IOException {
        Path own = Files.createDirectory(
                place.resolve(Long.toString(ProcessHandle.current().pid())));
        Path library = Files.writeString(own.resolve("sqlite-3.54.1.0-1b-libsqlitejdbc.so"), "library");

        SqliteLibrary.removeLeftovers(place);

        assertThat(library).exists();
    }

    @Test
    void removeLeftovers_filesOfOthers_areKept() throws IOException {
        Path notes = Files.writeString(place.resolve("notes.txt"), "mine");
        Path odd = Files.createDirectory(place.resolve("99999999999999999999"));
        Path foreign = Files.writeString(
                Files.createDirectory(place.resolve(NO_PROCESS)).resolve("diary.txt"), "mine too");

        SqliteLibrary.removeLeftovers(place);

        assertThat(notes).exists();
        assertThat(odd).exists();
        assertThat(foreign).exists();
    }
}
