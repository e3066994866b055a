package dev.covalent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class CovalentScriptIT {
    private static final Path SCRIPT = Path.of("bin", "covalent").toAbsolutePath();

    @Test
    void script_builtAlready_runsFromElsewhereThroughSymlinkWithoutBuilding(@TempDir Path elsewhere) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("covalent"), SCRIPT);
        FileTime built = Files.getLastModifiedTime(Path.of("target", "covalent", "built"));

        ScriptRun run =
                ScriptRun.of(link, elsewhere, Map.of("JAVA_HOME", System.getProperty("java.home")), "--version");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("covalent 0.");
        assertThat(run.status()).isZero();
        assertThat(Files.getLastModifiedTime(Path.of("target", "covalent", "built")))
                .isEqualTo(built);
    }

    @Test
    void completion_inBash_completesCommandsAndOptions(@TempDir Path elsewhere) throws Exception {
        String shell = """
                PATH="%s:$PATH"
                source <(covalent completion bash)
                complete -p covalent > /dev/null || exit 3
                answer() {
                    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                    COMPREPLY=()
                    "$(complete -p covalent | sed 's/.*-F \\([^ ]*\\).*/\\1/')" covalent "${@: -1}"
                    echo "${COMPREPLY[*]}"
                }
                answer covalent re
                answer covalent ps --js
                """.formatted(SCRIPT.getParent());
        Path script = Files.writeString(elsewhere.resolve("shell"), shell);

        ScriptRun run = ScriptRun.of(
                Path.of("/bin/bash"),
                elsewhere,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                script.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).containsExactly("renderer", "--json");
        assertThat(run.status()).isZero();
    }
}
