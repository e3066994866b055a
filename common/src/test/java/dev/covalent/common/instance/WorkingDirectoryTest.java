package dev.covalent.common.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NUL stands for what the reader's locale has not: no system spells it. */
final class WorkingDirectoryTest {
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    @TempDir
    private Path parent;

    @Test
    void nearest_canBeSpelt_isTheDirectoryWhetherItExistsOrNot() {
        Path missing = parent.resolve("not").resolve("there");

        assertThat(WorkingDirectory.of(missing).nearest()).isEqualTo(missing);
        assertThat(WorkingDirectory.of(missing).isSpelt()).isTrue();
        assertThat(WorkingDirectory.current().nearest()).isEqualTo(Path.of("").toAbsolutePath());
    }

    @Test
    void nearest_cannotBeSpelt_isTheNearestParentThatExists() throws Exception {
        Path there = Files.createDirectories(parent.resolve("is").resolve("there"));

        assertThat(new WorkingDirectory(there + "/\0").nearest()).isEqualTo(there);
        assertThat(new WorkingDirectory(there + "/\0/b/c").nearest()).isEqualTo(there);
        assertThat(new WorkingDirectory(parent + "/is/gone/\0").nearest()).isEqualTo(parent.resolve("is"));
        assertThat(new WorkingDirectory(there + "/\0").isSpelt()).isFalse();
    }

    @Test
    void nearest_noParentCanBeSpelt_isTheHomeDirectory() {
        for (String text : new String[] {"\0", "\0/a", "a/\0", "a\0"}) {
            assertThat(new WorkingDirectory(text).nearest()).isEqualTo(HOME);
        }
    }

    @Test
    void make_relativeOrEndless_isRefused() {
        for (String text : new String[] {"", "here", "./here"}) {
            assertThatThrownBy(() -> new WorkingDirectory(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The working directory '" + text + "' is not absolute");
        }
        String endless = "/\0".repeat(WorkingDirectory.MAX_LENGTH);
        assertThatThrownBy(() -> new WorkingDirectory(endless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A working directory of 65534 characters; at most 32767 are allowed");
    }
}
