package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuntimeDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void at_missing_isCreatedForItsOwnerOnly() throws IOException {
        Path path = parent.resolve("deep").resolve("run");

        assertThat(RuntimeDirectory.at(path).path()).isEqualTo(path);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void at_existing_isReusedAndLeftEmpty() throws IOException {
        Path path = RuntimeDirectory.at(parent.resolve("run")).path();

        RuntimeDirectory.at(path);

        try (Stream<Path> files = Files.list(path)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void at_openToTheGroup_isRefusedWithTheCommandThatMendsIt() throws IOException {
        Path path = Files.createDirectory(parent.resolve("run"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));

        assertThatThrownBy(() -> RuntimeDirectory.at(path))
                .isInstanceOf(InsecureDirectoryException.class)
                .hasMessage("The runtime directory " + path
                        + " is open to other users (mode rwxr-x---). Run: chmod 700 '" + path + "'");
    }

    @Test
    void at_symbolicLink_isRefused() throws IOException {
        Path target = RuntimeDirectory.at(parent.resolve("run")).path();
        Path link = Files.createSymbolicLink(parent.resolve("link"), target);

        assertThatThrownBy(() -> RuntimeDirectory.at(link))
                .isInstanceOf(InsecureDirectoryException.class)
                .hasMessageContaining("is a link or a file, not a directory");
    }

    @Test
    void at_ownedByAnother_isRefused() throws IOException {
        Path path = RuntimeDirectory.at(parent.resolve("run")).path();
        assumeThat((int) Files.getAttribute(path, "unix:uid"))
                .as("only root can give a directory away")
                .isZero();
        Files.setAttribute(path, "unix:uid", 12345);

        assertThatThrownBy(() -> RuntimeDirectory.at(path))
                .isInstanceOf(InsecureDirectoryException.class)
                .hasMessageContaining("belongs to 12345, not to ");
    }

    @Test
    void at_parentIsAFile_namesThePropertyThatHelps() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> RuntimeDirectory.at(file.resolve("run")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot use " + file.resolve("run") + " as the runtime directory")
                .hasMessageEndingWith("Set -Dcovalent.runtimeDir to a directory that this user may create.");
    }

    @Test
    void socketPath_short_bearsTheName() {
        RuntimeDirectory directory = RuntimeDirectory.at(parent.resolve("run"));

        assertThat(directory.socketPath("notes")).contains(directory.path().resolve("notes.sock"));
    }

    @Test
    void socketPath_tooLong_bearsAHashThatIsAlwaysTheSame() {
        RuntimeDirectory directory = RuntimeDirectory.at(ofLength(RuntimeDirectory.MAX_SOCKET_PATH - 20));

        Path first = directory.socketPath("first-long-name").orElseThrow();

        assertThat(first.toString()).matches(".*/\\.[0-9a-f]{12}\\.sock").hasSizeLessThanOrEqualTo(100);
        assertThat(directory.socketPath("first-long-name")).contains(first);
        assertThat(directory.socketPath("other-long-name")).isPresent().isNotEqualTo(Optional.of(first));
    }

    @Test
    void socketPath_evenHashTooLong_isAbsent() {
        RuntimeDirectory directory = RuntimeDirectory.at(ofLength(RuntimeDirectory.MAX_SOCKET_PATH));

        assertThat(directory.socketPath("notes")).isEmpty();
    }

    @Test
    void socketPath_nameWithSlash_isRefused() {
        RuntimeDirectory directory = RuntimeDirectory.at(parent.resolve("run"));

        assertThatThrownBy(() -> directory.socketPath("../notes")).isInstanceOf(IllegalArgumentException.class);
    }

    private Path ofLength(int length) {
        return parent.resolve("x".repeat(length - parent.toString().length() - 1));
    }
}
