package dev.covalent.main.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveKeyTest {
    private @TempDir Path directory;
    private Path jar = Path.of("");

    @BeforeEach
    void makeJar() throws IOException {
        jar = Jars.write(directory.resolve("a.jar"), "a");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
    }

    @Test
    void key_ofTheSame_isTheSame() {
        assertThat(key()).isPresent().isEqualTo(key());
    }

    @Test
    void key_changesWithTheAgeAndTheSizeOfAJar_andWithTheOrder() throws IOException {
        Optional<ArchiveKey> before = key();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(2_000_000));
        Optional<ArchiveKey> younger = key();
        Jars.write(jar, "ab");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(2_000_000));

        assertThat(younger).isPresent().isNotEqualTo(before);
        assertThat(key()).isPresent().isNotEqualTo(younger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dx=y",
                "-Xmx64m",
                "-Xss1m",
                "-ea",
                "-ea:a.B",
                "-XX:MaxMetaspaceSize=32m",
                "-XX:InitialRAMPercentage=1",
                "-XX:TrimNativeHeapInterval=5",
                "-Xlog:trimnative=off"
            })
    void flag_thatMakesNoDifference_isLeftOut(String flag) {
        assertThat(key(flag)).isEqualTo(key());
    }

    @Test
    void flag_ofTheJvm_isPartOfIt_andTheArchiveIsMadeWithIt() {
        assertThat(key("-XX:+UseG1GC")).isPresent().isNotEqualTo(key());
        assertThat(key("-XX:+UseG1GC", "-Dx=y").orElseThrow().flags()).containsExactly("-XX:+UseG1GC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:SharedArchiveFile=mine",
                "-XX:ArchiveClassesAtExit=mine",
                "-XX:AOTCache=mine",
                "-XX:StartFlightRecording",
                "-Xshare:off",
                "-Xlog:cds",
                "-agentlib:jdwp=transport=dt_socket",
                "-javaagent:a.jar",
                "--patch-module=a=b",
                "-Djava.system.class.loader=a.Loader",
                "-Djdk.module.upgrade.path=a"
            })
    void flag_aboutArchivesOrWithEffectsOfItsOwn_meansNoArchive(String flag) {
        assertThat(key(flag)).isEmpty();
    }

    @Test
    void classPath_withADirectoryOrAMissingEntry_hasNoArchive() {
        assertThat(ArchiveKey.of(command(List.of(jar, directory)))).isEmpty();
        assertThat(ArchiveKey.of(command(List.of(jar, directory.resolve("missing.jar")))))
                .isEmpty();
    }

    @Test
    void classPath_withAJarThatNamesAnother_hasNoArchive() throws IOException { // the JVM loads from that one, too
        Path naming = Jars.naming(directory.resolve("thin.jar"), jar);

        assertThat(ArchiveKey.of(command(List.of(naming)))).isEmpty();
        assertThat(ArchiveKey.of(command(List.of(jar, naming)))).isEmpty();
    }

    @Test
    void classPath_withWhatIsNoJar_hasNoArchive() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jar"), "text");

        assertThat(ArchiveKey.of(command(List.of(text)))).isEmpty();
    }

    private Optional<ArchiveKey> key(String... flags) {
        return ArchiveKey.of(command(List.of(jar), flags));
    }

    private static JvmCommand command(List<Path> classPath, String... flags) {
        return JvmCommand.builder("a.Main").classPath(classPath).flags(flags).build();
    }
}
