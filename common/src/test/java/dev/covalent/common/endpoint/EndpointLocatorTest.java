package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.endpoint.NoSuchEndpointException.Problem;
import dev.covalent.common.process.ProcessIdentity;
import dev.covalent.common.process.UnreapedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class EndpointLocatorTest {
    private static final byte[] SECRET = new byte[EndpointDescriptor.SECRET_BYTES];
    private static final long SELF = ProcessHandle.current().pid();

    /** Above the largest process id of every system. */
    private static final long NOBODY = Integer.MAX_VALUE;

    @TempDir
    private Path parent;

    private RuntimeDirectory directory;
    private EndpointLocator locator;
    private Path file;

    @BeforeEach
    void openDirectory() {
        directory = RuntimeDirectory.at(parent.resolve("run"));
        locator = new EndpointLocator(directory);
        file = directory.path().resolve("notes.endpoint");
    }

    @Test
    void find_noFile_isMissing() {
        assertRefused(Problem.MISSING)
                .hasMessage("No application named 'notes' is running: there is no " + file
                        + ". Start it first, or check its name and that both sides use the same"
                        + " -Dcovalent.runtimeDir.");
    }

    @Test
    void find_processGone_isStale() throws IOException {
        write(new EndpointDescriptor(1, "notes", "unix:/a", SECRET, NOBODY, Instant.EPOCH));

        assertRefused(Problem.STALE)
                .hasMessage("No application named 'notes' is running: " + file + " was left by process " + NOBODY
                        + ", which is gone. Start the application; that replaces the file.");
    }

    @Test
    @Timeout(30)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nothing is taken for alive that has ended")
    void find_processGoneAndNobodyAskedHowItEnded_isStale() throws Exception { // F21
        try (UnreapedProcess main = UnreapedProcess.of("sleep", "300")) {
            ProcessIdentity identity = ProcessIdentity.of(main.process());
            write(new EndpointDescriptor(1, "notes", "unix:/a", SECRET, identity.pid(), identity.startInstant()));
            assertThat(locator.running()).hasSize(1);

            main.kill();

            assertRefused(Problem.STALE).hasMessageContaining("was left by process " + identity.pid());
            assertThat(locator.running()).isEmpty();
        }
    }

    @Test
    void find_idGivenAway_isStale() throws IOException {
        write(new EndpointDescriptor(1, "notes", "unix:/a", SECRET, SELF, Instant.EPOCH));

        assertRefused(Problem.STALE);
    }

    @Test
    void find_clockWasSet_isFoundBecauseTheLockIsHeld() {
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            EndpointDescriptor descriptor = new EndpointDescriptor(1, "notes", "unix:/a", SECRET, SELF, Instant.EPOCH);
            publisher.publish(descriptor);

            assertThat(locator.find("notes")).isEqualTo(descriptor);
        }
    }

    @Test
    void find_readableByOthers_isInsecure() throws IOException {
        write(running("notes"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(Problem.INSECURE)
                .hasMessage("Refused to attach to 'notes': " + file
                        + " may be read by other users (mode rw-r--r--), so its secret may be known to others."
                        + " Delete it and start the application again.");
    }

    @Test
    void find_symbolicLink_isRefused() throws IOException {
        write(running("notes"));
        Path moved = Files.move(file, directory.path().resolve("moved"));
        Files.createSymbolicLink(file, moved);

        assertThatThrownBy(() -> locator.find("notes")).isInstanceOf(NoSuchEndpointException.class);
    }

    @Test
    void find_malformed_isUnreadableAndNamesTheKey() throws IOException {
        write(running("notes"));
        Files.writeString(file, Files.readString(file).replace("pid=", "PID="));

        assertRefused(Problem.UNREADABLE)
                .hasMessage("Cannot attach to 'notes': " + file
                        + ": 'pid' is missing. Start the application again; that replaces the file.");
    }

    @Test
    void find_descriptorOfAnotherName_isUnreadable() throws IOException {
        write(running("other"));

        assertRefused(Problem.UNREADABLE).hasMessageContaining("'name' is 'other'");
    }

    @Test
    void find_directoryInItsPlace_isUnreadable() throws IOException {
        Files.createDirectory(file, OwnerOnly.directoryAttributes(file));

        assertRefused(Problem.UNREADABLE).hasMessageContaining("not a regular file");
    }

    @Test
    void find_nameWithSlash_isRefused() {
        assertThatThrownBy(() -> locator.find("../notes")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void running_severalApplications_listsTheLiveOnesByName() throws IOException {
        write(new EndpointDescriptor(1, "notes", "unix:/a", SECRET, NOBODY, null));
        Files.createFile(directory.path().resolve(".strange.endpoint"));
        Files.createFile(directory.path().resolve("empty.endpoint"));
        try (EndpointPublisher second = EndpointPublisher.acquire(directory, "second");
                EndpointPublisher first = EndpointPublisher.acquire(directory, "first")) {
            second.publish(running("second"));
            first.publish(running("first"));

            assertThat(locator.running()).containsExactly(running("first"), running("second"));
        }
        assertThat(locator.running()).isEmpty();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(Problem problem) {
        return assertThatThrownBy(() -> locator.find("notes"))
                .isInstanceOfSatisfying(
                        NoSuchEndpointException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }

    private void write(EndpointDescriptor descriptor) throws IOException {
        new DescriptorFile(file).write(DescriptorText.format(descriptor));
    }

    private static EndpointDescriptor running(String name) {
        return EndpointDescriptor.ofThisProcess(name, "unix:/a", SECRET);
    }
}
