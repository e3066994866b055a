package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JvmCommandTest {
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    @Test
    void commandLine_defaults_areThisJvmsJavaAndClassPath() {
        List<String> line = JvmCommand.builder("a.Main").build().commandLine();

        assertThat(line.get(0)).startsWith(System.getProperty("java.home")).contains("bin");
        assertThat(line)
                .contains("-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow")
                .contains("-Dguice_custom_class_loading=CHILD")
                .endsWith("-cp", System.getProperty("java.class.path"), "a.Main");
    }

    @Test
    void commandLine_allGiven_keepsTheirOrder() {
        List<String> line = JvmCommand.builder("a.Main")
                .flags("-Xmx16m", "-Dx=y")
                .classPath(List.of(Path.of("one.jar"), Path.of("two.jar")))
                .arguments("first", "second")
                .crashReports(Path.of("reports"))
                .build()
                .commandLine();

        String classPath = Path.of("one.jar").toAbsolutePath()
                + File.pathSeparator
                + Path.of("two.jar").toAbsolutePath();
        assertThat(line)
                .contains("-XX:ErrorFile=" + Path.of("reports").toAbsolutePath().resolve("hs_err_%p.log"))
                .endsWith("-Xmx16m", "-Dx=y", "-cp", classPath, "a.Main", "first", "second");
    }

    @Test
    void withFlags_isTheSameCommandWithMore() {
        JvmCommand command = JvmCommand.builder("a.Main")
                .role("renderer-3")
                .flags("-Xmx16m")
                .classPath(List.of(Path.of("one.jar")))
                .arguments("first")
                .crashReports(Path.of("reports"))
                .environment("A", "b")
                .workingDirectory(Path.of("there"))
                .build();

        JvmCommand more = command.withFlags(List.of("-Dx=y"));

        List<String> expected = new ArrayList<>(command.commandLine());
        expected.add(expected.indexOf("-Xmx16m") + 1, "-Dx=y");
        assertThat(more.commandLine()).isEqualTo(expected);
        assertThat(more.role()).isEqualTo("renderer-3");
        assertThat(more.toProcessBuilder().environment()).containsEntry("A", "b");
        assertThat(more.toProcessBuilder().directory()).isEqualTo(new File("there").getAbsoluteFile());
    }

    @Test
    void commandLine_lowPriority_isThatOfNiceWhereThereIsOne() {
        List<String> line = JvmCommand.builder("a.Main").lowPriority().build().commandLine();

        assertThat(line.get(0).endsWith("nice")).isEqualTo(Files.isExecutable(Path.of("/usr/bin/nice")));
    }

    @Test
    void commandLine_collectorGiven_hasNoSecondOne() {
        List<String> line =
                JvmCommand.builder("a.Main").flags("-XX:+UseG1GC").build().commandLine();

        assertThat(line).contains("-XX:+UseG1GC").doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void commandLine_nativeAccess_isAllowedWhereTheJvmWouldWarn() {
        List<String> own = JvmCommand.builder("a.Main").build().commandLine();
        List<String> other =
                JvmCommand.builder("a.Main").java(Path.of("java")).build().commandLine();

        assertThat(own.contains(NATIVE_ACCESS)).isEqualTo(Runtime.version().feature() >= 24);
        assertThat(other).doesNotContain(NATIVE_ACCESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JAVA_TOOL_OPTIONS",
                "_JAVA_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "JDK_AOT_VM_OPTIONS",
                "CLASSPATH",
                "LD_PRELOAD"
            })
    void environment_variableThatChangesAJvm_isRefused(String name) {
        JvmCommand.Builder builder = JvmCommand.builder("a.Main");

        assertThatThrownBy(() -> builder.environment(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A child JVM never gets " + name + ". Use flags or classPath.");
    }

    @Test
    void classPath_entryWithSeparator_isRefused() {
        JvmCommand.Builder builder = JvmCommand.builder("a.Main");
        Path entry = Path.of("a" + File.pathSeparator + "b");

        assertThatThrownBy(() -> builder.classPath(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which separates entries");
    }

    @Test
    void builder_flagInsteadOfClass_isRefused() {
        assertThatThrownBy(() -> JvmCommand.builder("-version"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not the name of a class: '-version'");
    }

    @Test
    void onlyEnvironment_replacesWhatIsInherited_andLeavesOutWhatWouldChangeTheJvm() {
        ProcessBuilder process = JvmCommand.builder("a.Main")
                .environment("BEFORE", "1")
                .onlyEnvironment(Map.of("ONLY", "2", "JAVA_TOOL_OPTIONS", "-Dx=y"))
                .build()
                .toProcessBuilder();

        assertThat(process.environment()).containsExactly(Map.entry("ONLY", "2"));
    }

    @Test
    void output_eachUse_isWhereItGoes() {
        ProcessBuilder process = JvmCommand.builder("a.Main")
                .output(OutputSink.Stream.OUT, OutputUse.INHERITED)
                .build()
                .toProcessBuilder();

        assertThat(process.redirectOutput()).isEqualTo(ProcessBuilder.Redirect.INHERIT);
        assertThat(process.redirectError()).isEqualTo(ProcessBuilder.Redirect.PIPE);
    }
}
