package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuntimeDirectoryLocationTest {
    private final Map<String, String> properties = new HashMap<>(
            Map.of("os.name", "Linux", "user.home", "/home/ada", "user.name", "ada", "java.io.tmpdir", "/tmp"));
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void path_property_winsOverEverything() {
        properties.put("covalent.runtimeDir", "/elsewhere");
        environment.put("XDG_RUNTIME_DIR", "/run/user/1000");

        assertThat(path()).isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void path_xdgRuntimeDir_isUsed() {
        environment.put("XDG_RUNTIME_DIR", "/run/user/1000");

        assertThat(path()).isEqualTo(Path.of("/run/user/1000/covalent"));
    }

    @Test
    void path_xdgRuntimeDirRelativeOrEmpty_isIgnored() {
        environment.put("XDG_RUNTIME_DIR", "run");
        assertThat(path()).isEqualTo(Path.of("/tmp/covalent-ada"));

        environment.put("XDG_RUNTIME_DIR", "");
        assertThat(path()).isEqualTo(Path.of("/tmp/covalent-ada"));
    }

    @Test
    void path_mac_isInTheCaches() {
        properties.put("os.name", "Mac OS X");

        assertThat(path()).isEqualTo(Path.of("/home/ada/Library/Caches/covalent-run"));
    }

    @Test
    void path_windows_isInTheLocalApplicationData() {
        properties.put("os.name", "Windows 11");
        environment.put("LOCALAPPDATA", "/local");

        assertThat(path()).isEqualTo(Path.of("/local/covalent/run"));
    }

    @Test
    void path_userNameWithSlash_staysInTheTemporaryDirectory() {
        properties.put("user.name", "../DOMAIN/ada");

        assertThat(path()).isEqualTo(Path.of("/tmp/covalent-.._DOMAIN_ada"));
    }

    @Test
    void path_userNameUnknown_namesTheProperty() {
        properties.remove("user.name");

        assertThatThrownBy(this::path)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("System property user.name is not set. Set it, or -Dcovalent.runtimeDir to a directory.");
    }

    private Path path() {
        return new RuntimeDirectoryLocation(properties::get, environment::get).path();
    }
}
