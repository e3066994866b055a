package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.main.Stdio;
import dev.covalent.main.UtilityOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UtilityOptionsTest {
    private static final UtilityOptions DEFAULTS = UtilityOptions.defaults();

    @Test
    void defaults_areThoseOfElectron_underAnotherName() { // UTL-04, UTL-18, UTL-19, UTL-20
        assertThat(DEFAULTS.serviceName()).isEqualTo("Java Utility Process");
        assertThat(DEFAULTS.stdout()).isEqualTo(Stdio.INHERIT);
        assertThat(DEFAULTS.stderr()).isEqualTo(Stdio.INHERIT);
        assertThat(DEFAULTS.environment()).isEmpty();
        assertThat(DEFAULTS.workingDirectory()).isEmpty();
        assertThat(DEFAULTS.jvmFlags()).isEmpty();
        assertThat(DEFAULTS.classPath()).isEmpty();
    }

    @Test
    void with_eachValue_changesThatAlone() {
        Map<String, String> variables = new HashMap<>(Map.of("A", "1"));
        UtilityOptions changed = DEFAULTS.serviceName("worker")
                .environment(variables)
                .workingDirectory(Path.of("here"))
                .jvmFlags("-Xmx32m")
                .classPath(List.of(Path.of("a.jar")))
                .stdio(Stdio.IGNORE)
                .stderr(Stdio.PIPE);
        variables.clear();

        assertThat(changed)
                .isEqualTo(new UtilityOptions(
                        "worker",
                        Optional.of(Map.of("A", "1")),
                        Optional.of(Path.of("here")),
                        List.of("-Xmx32m"),
                        List.of(Path.of("a.jar")),
                        Stdio.IGNORE,
                        Stdio.PIPE));
        assertThat(changed.stdout(Stdio.INHERIT).stderr()).isEqualTo(Stdio.PIPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nERROR b"})
    void serviceName_thatIsNone_isRefused(String name) {
        assertThatThrownBy(() -> DEFAULTS.serviceName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "a\0b"})
    void environment_nameThatIsNone_isRefused(String name) {
        assertThatThrownBy(() -> DEFAULTS.environment(Map.of(name, "value")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There can be no environment variable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "Main", "-Da=\0"})
    void jvmFlags_whatIsNoFlag_isRefused(String flag) {
        assertThatThrownBy(() -> DEFAULTS.jvmFlags(flag))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no flag of a JVM");
    }

    @Test
    @NullUnmarked
    void with_null_isRefused() {
        assertThatThrownBy(() -> DEFAULTS.serviceName(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> DEFAULTS.environment(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> DEFAULTS.workingDirectory(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> DEFAULTS.jvmFlags((String) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> DEFAULTS.classPath(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> DEFAULTS.stdio(null)).isInstanceOf(NullPointerException.class);
    }
}
