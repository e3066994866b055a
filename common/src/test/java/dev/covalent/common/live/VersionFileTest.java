package dev.covalent.common.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionFileTest {
    private static final int LAST = VersionFile.SLOTS - 1;

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("a.versions");
    }

    @Test
    void set_isReadByWhoHasItOpen_eachSlotByItself() throws IOException {
        VersionFile written = VersionFile.create(path);
        VersionFile read = VersionFile.open(path);

        written.set(0, 1);
        written.set(LAST, Long.MIN_VALUE);

        assertThat(read.get(0)).isEqualTo(1);
        assertThat(read.get(1)).isZero();
        assertThat(read.get(LAST)).isEqualTo(Long.MIN_VALUE);
        written.set(LAST, VersionFile.ENDED);
        assertThat(read.get(LAST)).isEqualTo(VersionFile.ENDED);
        assertThat(read.path()).isEqualTo(path);
    }

    @Test
    void open_isNotWritable() throws IOException {
        VersionFile.create(path);
        VersionFile read = VersionFile.open(path);

        assertThatThrownBy(() -> read.set(0, 1))
                .isInstanceOfAny(ReadOnlyBufferException.class, UnsupportedOperationException.class);
        assertThat(read.get(0)).isZero();
    }

    @Test
    void get_noSuchSlot_isRefused() throws IOException {
        VersionFile file = VersionFile.create(path);

        assertThatThrownBy(() -> file.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> file.get(VersionFile.SLOTS)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> file.set(Integer.MAX_VALUE, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void open_missingOrOfAnotherSize_isRefused() throws IOException {
        assertThatThrownBy(() -> VersionFile.open(path)).isInstanceOf(NoSuchFileException.class);
        Files.write(path, new byte[100]);

        assertThatThrownBy(() -> VersionFile.open(path))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        path + " has 100 bytes, and not 524288: both processes must use the same version of Covalent");
    }

    @Test
    void create_whatADeadProcessLeft_isReplaced_andItsReadersKeepTheirs() throws IOException {
        VersionFile dead = VersionFile.create(path);
        VersionFile readerOfDead = VersionFile.open(path);
        dead.set(3, 30);

        VersionFile made = VersionFile.create(path);
        made.set(4, 40);

        assertThat(VersionFile.open(path).get(3)).isZero();
        assertThat(readerOfDead.get(3)).isEqualTo(30);
        assertThat(readerOfDead.get(4)).isZero();
    }

    @Test
    void create_noSuchDirectory_fails() {
        assertThatThrownBy(() -> VersionFile.create(directory.resolve("none/a.versions")))
                .isInstanceOf(IOException.class);
    }
}
