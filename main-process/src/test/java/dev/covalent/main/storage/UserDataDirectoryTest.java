package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths are those of the other platforms")
final class UserDataDirectoryTest {
    private final Map<String, String> properties = new HashMap<>(Map.of("os.name", "Linux", "user.home", "/home/me"));
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path temporary;

    @Test
    void of_linux_isBelowLocalShare() {
        assertThat(of("notes")).isEqualTo(Path.of("/home/me/.local/share/notes"));
    }

    @Test
    void of_linuxWithXdgDataHome_isBelowIt() {
        environment.put("XDG_DATA_HOME", "/data");

        assertThat(of("notes")).isEqualTo(Path.of("/data/notes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative/data"})
    void of_xdgDataHomeNotAbsolute_isIgnored(String variable) {
        environment.put("XDG_DATA_HOME", variable);

        assertThat(of("notes")).isEqualTo(Path.of("/home/me/.local/share/notes"));
    }

    @Test
    void of_mac_isBelowApplicationSupport() {
        properties.put("os.name", "Mac OS X");

        assertThat(of("My Notes")).isEqualTo(Path.of("/home/me/Library/Application Support/My Notes"));
    }

    @Test
    void of_windows_isBelowAppData() {
        properties.put("os.name", "Windows 11");
        environment.put("APPDATA", "/users/me/roaming");

        assertThat(of("notes")).isEqualTo(Path.of("/users/me/roaming/notes"));
    }

    @Test
    void of_windowsWithoutAppData_isBelowHome() {
        properties.put("os.name", "Windows 11");

        assertThat(of("notes")).isEqualTo(Path.of("/home/me/AppData/Roaming/notes"));
    }

    @Test
    void of_propertySet_isThatPath() {
        properties.put("covalent.userData", "/elsewhere/../somewhere");
        environment.put("XDG_DATA_HOME", "/data");

        assertThat(of("notes")).isEqualTo(Path.of("/somewhere"));
    }

    @Test
    void of_noHome_failsNamingTheProperty() {
        properties.put("user.home", "?");

        assertThatThrownBy(() -> of("notes"))
                .isInstanceOf(StorageException.class)
                .hasMessage("The user has no home directory. Choose a place for the application's data with"
                        + " -Dcovalent.userData=<directory>.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../notes",
                "a/b",
                "a\\b",
                "C:",
                "a\0b",
                "a\nb",
                ".hidden",
                "dot.",
                " a",
                "a?"
            })
    void of_nameThatIsNoFileName_isRefused(String name) {
        assertThatThrownBy(() -> of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a file name on every platform");
    }

    @Test
    void of_nameTooLong_isRefused() {
        assertThatThrownBy(() -> of("n".repeat(129))).isInstanceOf(IllegalArgumentException.class);
        assertThat(of("n".repeat(128))).hasFileName("n".repeat(128));
    }

    @Test
    void prepare_missing_isCreatedForItsOwnerAlone() throws IOException {
        Path path = temporary.resolve("share").resolve("notes");

        assertThat(UserDataDirectory.at(path).prepare()).isEqualTo(path);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void prepare_present_keepsItsPermissions() throws IOException {
        Path path = Files.createDirectory(temporary.resolve("notes"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));

        UserDataDirectory.at(path).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void prepare_linkToDirectory_isTaken() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("real"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), real);

        assertThat(UserDataDirectory.at(link).prepare()).isEqualTo(link);
    }

    @Test
    void prepare_belowFile_failsNamingPathAndFix() throws IOException {
        Path path = Files.writeString(temporary.resolve("file"), "").resolve("notes");

        assertThatThrownBy(() -> UserDataDirectory.at(path).prepare())
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("The user data directory " + path + " cannot be created: ")
                .hasMessageEndingWith(
                        "Give this user access to it, or choose another with -Dcovalent.userData=<directory>.");
    }

    private Path of(String name) {
        return UserDataDirectory.of(name, properties::get, environment::get).path();
    }
}
