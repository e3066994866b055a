package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class EndpointPublisherTest {
    @TempDir
    private Path parent;

    private RuntimeDirectory directory;
    private Path file;

    @BeforeEach
    void openDirectory() {
        directory = RuntimeDirectory.at(parent.resolve("run"));
        file = directory.path().resolve("notes.endpoint");
    }

    @Test
    void publish_acquired_isFoundByTheLocator() {
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            EndpointDescriptor descriptor = descriptor("unix:/a");

            publisher.publish(descriptor);

            assertThat(new EndpointLocator(directory).find("notes")).isEqualTo(descriptor);
        }
    }

    @Test
    void publish_file_isForItsOwnerOnlyAndNothingElseIsLeft() throws IOException {
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            publisher.publish(descriptor("unix:/a"));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(fileNames()).containsExactlyInAnyOrder("notes.endpoint", "notes.lock");
        }
    }

    @Test
    void close_published_leavesNothingBehind() throws IOException {
        EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes");
        publisher.publish(descriptor("unix:/a"));

        publisher.close();

        assertThat(fileNames()).isEmpty();
    }

    @Test
    void newVersionFile_isForItsOwnerOnly_andGoesWithThePublisher() throws IOException {
        Path versions = directory.path().resolve("notes.versions");
        EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes");

        assertThat(publisher.newVersionFile().path()).isEqualTo(versions);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(versions)))
                .isEqualTo("rw-------");
        publisher.close();
        assertThat(fileNames()).isEmpty();
        assertThatThrownBy(publisher::newVersionFile).isInstanceOf(IllegalStateException.class);
        assertThat(fileNames()).isEmpty();
    }

    @Test
    void acquire_versionsOfADeadProcess_areDeleted() throws IOException {
        Path versions = directory.path().resolve("notes.versions");
        Files.write(versions, new byte[3]);

        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            assertThat(versions).doesNotExist();
            assertThat(publisher.newVersionFile().get(0)).isZero();
        }
    }

    /** Where it cannot be, the application starts and ends as if nothing was. */
    @Test
    void acquire_versionsThatCannotBeDeleted_isDoneAllTheSame() throws IOException {
        Path within = Files.createDirectories(directory.path().resolve("notes.versions"))
                .resolve("x");
        Files.write(within, new byte[1]);

        EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes");
        publisher.publish(descriptor("unix:/a"));
        assertThatThrownBy(publisher::newVersionFile).isInstanceOf(IOException.class);
        publisher.close();

        assertThat(fileNames()).containsExactly("notes.versions");
    }

    @Test
    void publish_again_replaces() {
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            publisher.publish(descriptor("unix:/a"));

            publisher.publish(descriptor("unix:/b"));

            assertThat(new EndpointLocator(directory).find("notes").address()).isEqualTo("unix:/b");
        }
    }

    @Test
    void publish_anotherName_isRefused() {
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "other")) {
            assertThatThrownBy(() -> publisher.publish(descriptor("unix:/a")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The descriptor is for 'notes', but 'other' was acquired. Use one name for both.");
        }
    }

    @Test
    void publish_closed_isRefused() {
        EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes");
        publisher.close();

        assertThatThrownBy(() -> publisher.publish(descriptor("unix:/a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The publisher of 'notes' is closed. Acquire the name again.");
        assertThat(file).doesNotExist();
    }

    @Test
    void acquire_heldInThisJvm_isRefusedNamingThePid() {
        try (EndpointPublisher holder = EndpointPublisher.acquire(directory, "notes")) {
            holder.publish(descriptor("unix:/a"));

            assertThatThrownBy(() -> EndpointPublisher.acquire(directory, "notes"))
                    .isInstanceOf(EndpointInUseException.class)
                    .hasMessage("An application named 'notes' is already running (pid "
                            + ProcessHandle.current().pid() + ") and holds "
                            + directory.path().resolve("notes.lock")
                            + ". Quit it, or start this one under another name.");
            assertThat(file).exists();
        }
    }

    @Test
    void acquire_heldThroughALink_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), parent);
        RuntimeDirectory same = RuntimeDirectory.at(link.resolve("run"));

        try (EndpointPublisher holder = EndpointPublisher.acquire(directory, "notes")) {
            assertThat(holder).isNotNull();
            assertThatThrownBy(() -> EndpointPublisher.acquire(same, "notes"))
                    .isInstanceOf(EndpointInUseException.class);
        }
    }

    @Test
    void acquire_twoNames_areIndependent() {
        try (EndpointPublisher notes = EndpointPublisher.acquire(directory, "notes");
                EndpointPublisher other = EndpointPublisher.acquire(directory, "other")) {
            assertThat(notes).isNotSameAs(other);
        }
    }

    @Test
    void acquire_manyThreadsAtOnce_exactlyOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger wins = new AtomicInteger();
        Callable<Boolean> start = () -> {
            try {
                EndpointPublisher.acquire(directory, "notes");
                wins.incrementAndGet();
                return true;
            } catch (EndpointInUseException lost) {
                return false;
            }
        };

        for (Future<Boolean> done :
                threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> start).toList())) {
            done.get();
        }
        threads.shutdownNow();

        assertThat(wins).hasValue(1);
    }

    @Test
    void acquire_staleFiles_areDeleted() throws IOException {
        Files.writeString(file, "left by a dead process");
        Path socket = Files.createFile(directory.socketPath("notes").orElseThrow());
        Path unfinished = Files.createFile(directory.path().resolve(".notes.endpoint.tmp"));

        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            assertThat(publisher).isNotNull();
            assertThat(file).doesNotExist();
            assertThat(socket).doesNotExist();
            assertThat(unfinished).doesNotExist();
        }
    }

    @Test
    void acquire_cleaningUpFails_givesTheNameBack() throws IOException {
        Path blocked = Files.createDirectories(file.resolve("inner"));

        assertThatThrownBy(() -> EndpointPublisher.acquire(directory, "notes"))
                .hasMessageStartingWith("Cannot take the name 'notes' in " + directory);

        Files.delete(blocked);
        EndpointPublisher.acquire(directory, "notes").close();
    }

    @Test
    void close_published_deletesTheDescriptorAndFreesTheName() {
        EndpointPublisher first = EndpointPublisher.acquire(directory, "notes");
        first.publish(descriptor("unix:/a"));

        first.close();

        assertThat(file).doesNotExist();
        EndpointPublisher.acquire(directory, "notes").close();
    }

    @Test
    void close_twice_leavesTheNextHolderAlone() {
        EndpointPublisher first = EndpointPublisher.acquire(directory, "notes");
        first.close();
        try (EndpointPublisher second = EndpointPublisher.acquire(directory, "notes")) {
            second.publish(descriptor("unix:/a"));

            first.close();

            assertThat(file).exists();
            assertThatThrownBy(() -> EndpointPublisher.acquire(directory, "notes"))
                    .isInstanceOf(EndpointInUseException.class);
        }
    }

    @Test
    void close_descriptorOfAnother_leavesIt() throws IOException {
        EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes");
        publisher.publish(descriptor("unix:/a"));
        Files.writeString(file, "put there by someone else");

        publisher.close();

        assertThat(file).hasContent("put there by someone else");
    }

    private List<String> fileNames() throws IOException {
        try (var files = Files.list(directory.path())) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static EndpointDescriptor descriptor(String address) {
        return EndpointDescriptor.ofThisProcess("notes", address, new byte[EndpointDescriptor.SECRET_BYTES]);
    }
}
