package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathStampTest {
    @TempDir
    private Path directory;

    @Test
    void of_theSameFiles_isTheSame_andAJarThatWasBuiltAgainIsNot() throws Exception {
        Path jar = Files.writeString(directory.resolve("a.jar"), "a");
        ClassPathStamp before = ClassPathStamp.of(List.of(jar, directory));
        assertThat(ClassPathStamp.of(List.of(jar, directory))).isEqualTo(before);

        Files.writeString(jar, "longer");

        assertThat(ClassPathStamp.of(List.of(jar, directory))).isNotEqualTo(before);
    }

    @Test
    void of_whatIsInADirectory_doesNotCount() throws Exception {
        ClassPathStamp before = ClassPathStamp.of(List.of(directory));

        Files.writeString(directory.resolve("A.class"), "a");

        assertThat(ClassPathStamp.of(List.of(directory))).isEqualTo(before);
    }

    @Test
    void of_aJarThatComesLater_isAnother() throws Exception {
        Path jar = directory.resolve("late.jar");
        ClassPathStamp before = ClassPathStamp.of(List.of(jar));

        Files.writeString(jar, "a");

        assertThat(ClassPathStamp.of(List.of(jar))).isNotEqualTo(before);
    }

    @Test
    void of_allJarsOfADirectory_seesEach() throws Exception {
        Path all = directory.resolve("*");
        Path jar = Files.writeString(directory.resolve("a.jar"), "a");
        ClassPathStamp before = ClassPathStamp.of(List.of(all));

        Files.writeString(jar, "longer");

        assertThat(ClassPathStamp.of(List.of(all))).isNotEqualTo(before);
        assertThat(ClassPathStamp.of(List.of(directory.resolve("none/*"))).entries())
                .containsExactly(directory.resolve("none/*") + " cannot be read");
    }
}
