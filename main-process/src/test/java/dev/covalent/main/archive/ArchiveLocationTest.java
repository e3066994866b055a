package dev.covalent.main.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArchiveLocationTest {
    private final Map<String, String> properties = new HashMap<>(Map.of("os.name", "Linux", "user.home", "/home/me"));
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void path_default_isInTheUsersCache() {
        assertThat(place()).isEqualTo(Path.of("/home/me/.cache/covalent/class-archives"));
    }

    @Test
    void path_cacheOfTheDesktop_isUsedIfItIsAbsolute() {
        environment.put("XDG_CACHE_HOME", "/cache");
        assertThat(place()).isEqualTo(Path.of("/cache/covalent/class-archives"));

        environment.put("XDG_CACHE_HOME", "cache");
        assertThat(place()).isEqualTo(Path.of("/home/me/.cache/covalent/class-archives"));
    }

    @Test
    void path_otherSystems_areWhereTheyKeepCaches() {
        properties.put("os.name", "Mac OS X");
        assertThat(place()).isEqualTo(Path.of("/home/me/Library/Caches/covalent/class-archives"));

        properties.put("os.name", "Windows 11");
        environment.put("LOCALAPPDATA", "/local");
        assertThat(place()).isEqualTo(Path.of("/local/covalent/cache/class-archives"));
    }

    @Test
    void path_chosen_isThat() {
        properties.put("covalent.archiveDir", "/elsewhere");

        assertThat(place()).isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void path_noHome_isAbsent() {
        properties.put("user.home", "?");

        assertThat(new ArchiveLocation(properties::get, environment::get).path())
                .isEmpty();
    }

    private Path place() {
        return new ArchiveLocation(properties::get, environment::get).path().orElseThrow();
    }
}
