package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.process.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class StartStampTest {
    @TempDir
    private Path directory;

    @Test
    void of_theSameFiles_isTheSame_andAJarThatWasBuiltAgainIsNot() throws Exception {
        Path jar = jar("a.jar", "a");
        StartStamp before = stamp(jar, directory);
        assertThat(stamp(jar, directory)).isEqualTo(before);

        jar("a.jar", "longer");

        assertThat(stamp(jar, directory)).isNotEqualTo(before);
    }

    @Test
    void of_whatIsInADirectory_doesNotCount() throws Exception {
        StartStamp before = stamp(directory);

        Files.writeString(directory.resolve("A.class"), "a");

        assertThat(stamp(directory)).isEqualTo(before);
    }

    @Test
    void of_aJarThatComesLater_isAnother() throws Exception {
        Path jar = directory.resolve("late.jar");
        StartStamp before = stamp(jar);

        jar("late.jar", "a");

        assertThat(stamp(jar)).isNotEqualTo(before);
    }

    @Test
    void of_allJarsOfADirectory_seesEach_andNoOtherFile() throws Exception {
        Path all = directory.resolve("*");
        jar("a.jar", "a");
        StartStamp before = stamp(all);
        Files.writeString(directory.resolve("read.me"), "no jar");
        assertThat(stamp(all)).isEqualTo(before);

        jar("a.jar", "longer");

        assertThat(stamp(all)).isNotEqualTo(before);
        assertThat(stamp(directory.resolve("none/*")).entries()).endsWith(directory.resolve("none/*") + "");
    }

    @Test
    void of_aJarThatNamesOthers_orIsNone_isRefused_evenAmongAllOfADirectory() throws Exception {
        Path naming = naming("naming.jar");
        Path none =
                Files.writeString(Files.createDirectory(directory.resolve("x")).resolve("x.jar"), "no jar");

        for (Path entry : List.of(naming, directory.resolve("*"))) {
            assertThatThrownBy(() -> stamp(entry))
                    .isInstanceOf(IOException.class)
                    .hasMessage(naming + " names other jars in its manifest");
        }
        assertThatThrownBy(() -> stamp(none)).isInstanceOf(IOException.class);
    }

    @Test
    void of_aWorkingDirectory_whatIsInItDoesNotCount_butThatItIsTheSameDoes() throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        StartStamp before = in(place);
        Files.writeString(place.resolve("file"), "new");
        assertThat(in(place)).isEqualTo(before);

        Files.move(place, directory.resolve("moved")); // where a process that runs there stays
        assertThatThrownBy(() -> in(place)).isInstanceOf(IOException.class);
        Files.createDirectory(place);

        assertThat(in(place)).isNotEqualTo(before);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not everybody may make links there")
    void of_aWorkingDirectoryThatIsALink_isAnotherOnceItIsSwitched() throws Exception {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), first);
        StartStamp before = in(link);

        Files.delete(link);
        Files.createSymbolicLink(link, second);

        assertThat(in(link)).isNotEqualTo(before);
    }

    @Test
    void of_noWorkingDirectoryGiven_isThatOfThisProcess() throws Exception {
        assertThat(in(Path.of(""))).isEqualTo(stamp());
    }

    private static StartStamp stamp(Path... classPath) throws IOException {
        return StartStamp.of(
                JvmCommand.builder("x.Main").classPath(List.of(classPath)).build());
    }

    private static StartStamp in(Path workingDirectory) throws IOException {
        return StartStamp.of(JvmCommand.builder("x.Main")
                .classPath(List.of())
                .workingDirectory(workingDirectory)
                .build());
    }

    private Path jar(String name, String content) throws IOException {
        return jar(name, content, new Manifest());
    }

    private Path naming(String name) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "other.jar");
        return jar(name, "", manifest);
    }

    private Path jar(String name, String content, Manifest manifest) throws IOException {
        Path file = directory.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new ZipEntry(content + ".txt"));
        }
        return file;
    }
}
