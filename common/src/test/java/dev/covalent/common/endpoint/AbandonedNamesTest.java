package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class AbandonedNamesTest {
    @TempDir
    private Path parent;

    private RuntimeDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = RuntimeDirectory.at(parent.resolve("run"));
    }

    @Test
    void sweep_namesOfNobody_areDeleted() throws IOException { // F7
        write("covalent-1.lock", "covalent-1.endpoint", "covalent-1.sock", "covalent-1.versions");
        write("covalent-2.lock", "covalent-2.instance", ".covalent-2.endpoint.tmp");

        new AbandonedNames(directory).sweep();

        assertThat(files()).isEmpty();
    }

    @Test
    void sweep_nameThatIsHeld_isLeftAlone() throws IOException {
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            publisher.publish(
                    EndpointDescriptor.ofThisProcess("notes", "unix:/a", new byte[EndpointDescriptor.SECRET_BYTES]));
            write("notes.sock");

            new AbandonedNames(directory).sweep();

            assertThat(files()).containsExactly("notes.endpoint", "notes.lock", "notes.sock");
        }
    }

    @Test
    void sweep_whatNoApplicationHasLocked_isLeftAlone() throws IOException {
        write("a.sock", "a.endpoint", "a.instance", "a.txt", ".hidden.lock", "b c.lock", "wayland-0.sock");
        Path others = directory.path().resolve("wayland-0.lock");
        Files.createFile(others, OwnerOnly.fileAttributes(others)); // another program's, which notes no holder in it
        Files.createDirectories(directory.path().resolve("d.lock"));
        List<String> before = files();

        new AbandonedNames(directory).sweep();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void sweep_links_areNotFollowed() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "4711");
        link("a.lock", outside);
        link("b.endpoint", outside);
        write("a.endpoint", "b.lock");

        new AbandonedNames(directory).sweep();

        assertThat(outside).hasContent("4711");
        assertThat(files()).containsExactly("a.endpoint", "a.lock");
    }

    @Test
    void sweep_singleInstanceLockThatIsHeld_isLeftAlone() throws IOException { // by one who is about to take the name
        try (InstanceLock instance = InstanceLock.tryTake(directory, "notes").orElseThrow()) {
            write("notes.lock");

            new AbandonedNames(directory).sweep();

            assertThat(instance).isNotNull();
            assertThat(files()).containsExactly("notes.instance");
        }
    }

    @Test
    void sweep_lockOpenToOthers_isLeftAlone() throws IOException { // those of applications never are
        write("notes.lock", "notes.sock");
        Files.setPosixFilePermissions(
                directory.path().resolve("notes.lock"), PosixFilePermissions.fromString("rw-r--r--"));

        new AbandonedNames(directory).sweep();

        assertThat(files()).containsExactly("notes.lock", "notes.sock");
    }

    @Test
    void sweep_fileThatCannotBeDeleted_isTriedAgainByTheNext() throws IOException {
        write("a.lock", "a.sock", "b.lock");
        Path blocking =
                Files.createDirectories(directory.path().resolve("a.endpoint").resolve("inner"));

        new AbandonedNames(directory).sweep();

        assertThat(files()).containsExactly("a.endpoint", "a.lock", "a.sock");
        Files.delete(blocking);
        new AbandonedNames(directory).sweep();
        assertThat(files()).isEmpty();
    }

    @Test
    void sweep_manyNames_leavesSomeToTheNext() throws IOException {
        write(IntStream.range(0, 1005).mapToObj(i -> "covalent-" + i + ".lock").toArray(String[]::new));

        new AbandonedNames(directory).sweep();

        assertThat(files()).hasSize(5);
        new AbandonedNames(directory).sweep();
        assertThat(files()).isEmpty();
    }

    @Test
    void sweep_directoryThatCannotBeListed_doesNothing() throws IOException {
        Files.delete(directory.path());

        new AbandonedNames(directory).sweep();

        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void close_whileItSweeps_leavesNoThread() throws IOException {
        write(IntStream.range(0, 1000).mapToObj(i -> "covalent-" + i + ".lock").toArray(String[]::new));

        AbandonedNames.sweepBeside(directory).close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("covalent-sweep");
    }

    @Test
    void isHeld_namesOfNobody_leavesThemToTheSweep() throws IOException {
        write("notes.lock", "notes.sock");

        assertThat(NameLock.isHeld(directory.path().resolve("notes.lock"))).isFalse();
        assertThat(NameLock.isHeld(directory.path().resolve("other.lock"))).isFalse();

        assertThat(files()).containsExactly("notes.lock", "notes.sock");
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(directory.path().resolve(name), target);
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = directory.path().resolve(name);
            Files.createFile(file, OwnerOnly.fileAttributes(file));
            Files.writeString(file, "4711"); // as who holds a lock notes it
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory.path())) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
