package dev.covalent.main.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.process.JvmCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ClassArchivesTest {
    private @TempDir Path directory;
    private JvmCommand command = JvmCommand.builder("a.Main").build();
    private Path place = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        Path jar = Jars.write(directory.resolve("a.jar"), "a");
        command = JvmCommand.builder("a.Main").classPath(List.of(jar)).build();
        place = directory.resolve("archives");
    }

    @Test
    void start_withAnArchive_namesIt_untilARendererDidNotStartFromIt() throws IOException {
        try (ClassArchives archives = ClassArchives.in(place, true)) {
            Path archive = publish();

            ClassArchives.Start start = archives.start(command);
            assertThat(start.command().flags()).first().asString().endsWith(archive.toString());
            start.failed();
            start.failed(); // another that was started at the same time

            assertThat(archive).exists(); // the reason may be the renderer's own
            assertThat(archives.start(command).command().flags()).isEmpty();
            assertThat(startElsewhere()).isEmpty(); // before it was tried
            new ArchiveStore(place).trust(archive);
            assertThat(startElsewhere()).isNotEmpty();
            assertThat(archives.start(command).command().flags()).isEmpty(); // not again in this process
        }
    }

    @Test
    void directory_withWhatAKilledProcessLeft_isCleared_unlessAnArchiveIsBeingMade() throws Exception {
        ArchiveStore store = new ArchiveStore(RuntimeDirectory.at(place).path());
        Path part = Files.writeString(place.resolve("0a-1.part"), "left");
        Path work = Files.createDirectory(ArchiveStore.workPlace(part));
        Files.writeString(work.resolve("core"), "left");
        Path archive = publish();

        try (AutoCloseable held = store.tryLock().orElseThrow()) {
            assertThat(held).isNotNull();
            ClassArchives.in(place, true).close();
            assertThat(List.of(part, work)).allMatch(Files::exists);
        }
        ClassArchives.in(place, true).close();

        assertThat(List.of(part, work)).noneMatch(Files::exists);
        assertThat(archive).exists();
    }

    @Test
    void start_withoutAnArchive_isTheCommandItself() {
        try (ClassArchives archives = ClassArchives.in(place, true);
                ClassArchives none = ClassArchives.none()) {
            assertThat(archives.start(command).command()).isSameAs(command);
            assertThat(none.start(command).command()).isSameAs(command);
        }
    }

    @Test
    void close_beforeAnArchiveIsMade_makesNone() {
        ClassArchives archives = ClassArchives.in(place, true);
        ClassArchives.Start start = archives.start(command);

        archives.close();
        start.loaded();

        assertThat(place).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void directory_thatOthersMayWriteTo_isNotUsed() throws IOException { // an archive is code
        Files.createDirectory(place);
        publish();
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (ClassArchives archives = ClassArchives.in(place, true)) {
            assertThat(archives.start(command).command().flags()).isEmpty();
        }
    }

    @Test
    void directory_withAPathSeparator_isNotUsed() throws IOException { // a JVM would take it for two archives
        place = directory.resolve("a" + File.pathSeparator + "b");
        assertThat(RuntimeDirectory.at(place).path()).isDirectory();
        publish();

        try (ClassArchives archives = ClassArchives.in(place, true)) {
            assertThat(archives.start(command).command()).isSameAs(command);
        }
    }

    private List<String> startElsewhere() {
        try (ClassArchives other = ClassArchives.in(place, true)) {
            return other.start(command).command().flags();
        }
    }

    private Path publish() throws IOException {
        ArchiveStore store = new ArchiveStore(place);
        ArchiveKey key = ArchiveKey.of(command).orElseThrow();
        store.publish(key, Files.writeString(store.unfinished(key), "classes"));
        return store.find(key).orElseThrow();
    }
}
