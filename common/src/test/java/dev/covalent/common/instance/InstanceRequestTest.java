package dev.covalent.common.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointInUseException;
import dev.covalent.common.endpoint.EndpointPublisher;
import dev.covalent.common.endpoint.InstanceLock;
import dev.covalent.common.endpoint.RuntimeDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class InstanceRequestTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    private Path parent;

    private RuntimeDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = RuntimeDirectory.at(parent.resolve("run"));
    }

    @Test // APP-13
    void run_free_takesTheLockAndTheName_andClosingFreesBoth() {
        InstanceClaim claim = run(List.of(), SHORT).orElseThrow();

        assertThat(InstanceLock.tryTake(directory, "notes")).isEmpty();
        assertThatThrownBy(() -> EndpointPublisher.acquire(directory, "notes"))
                .isInstanceOf(EndpointInUseException.class);
        claim.close();
        claim.close();

        assertThat(directory.path()).isEmptyDirectory();
    }

    @Test // APP-18: files that a killed process left, whose id was given to another one (this one), block nobody
    void run_staleFilesOfARecycledPid_takesTheLock() throws Exception {
        Files.writeString(directory.path().resolve("notes.instance"), Long.toString(PID));
        leaveDescriptor();

        try (InstanceClaim claim = run(List.of(), SHORT).orElseThrow()) {
            assertThat(claim.endpoint()).isNotNull();
            assertThat(directory.path().resolve("notes.endpoint")).doesNotExist();
        }
    }

    @Test
    void run_heldByWhoDoesNotListen_saysWhoAndThatNothingWasSent() {
        try (InstanceLock held = take()) {
            assertThatThrownBy(() -> run(List.of(), SHORT))
                    .isInstanceOf(IpcTimeoutException.class)
                    .hasMessageStartingWith("The single-instance lock of 'notes' is held by pid " + PID
                            + ", this process itself, which could not be told of this instance within 100 ms: it does not"
                            + " listen yet (No application named 'notes' is running: there is no ")
                    .hasMessageEndingWith(". Nothing was sent");
            assertThat(held).isNotNull();
        }
    }

    @Test
    void run_holderEndsMeanwhile_takesTheLock() throws Exception {
        InstanceLock held = take();
        leaveDescriptor(); // and nobody listens there any more
        CompletableFuture<Optional<InstanceClaim>> asking = CompletableFuture.supplyAsync(() -> run(List.of(), LONG));
        assertThatThrownBy(() -> asking.get(200, TimeUnit.MILLISECONDS))
                .as("it waits")
                .isNotNull();

        held.close();

        asking.get(10, TimeUnit.SECONDS).orElseThrow().close();
    }

    @Test // APP-16
    void run_tooLarge_failsOnlyWhereItWouldHaveToBeSent() throws Exception {
        List<String> large = List.of("x".repeat(Handover.MAX_BYTES + 1));
        run(large, SHORT).orElseThrow().close();

        try (InstanceLock held = take()) {
            assertThatThrownBy(() -> run(large, LONG))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 33554432 can be handed over to the first one. Nothing was sent");
            assertThat(held).isNotNull();
        }
    }

    @Test
    void run_interrupted_endsAndStaysInterrupted() {
        try (InstanceLock held = take()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> run(List.of(), LONG))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage(
                            "Interrupted while the single-instance lock of 'notes' was asked for. Nothing was sent");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(held).isNotNull();
        }
    }

    @Test // APP-18: after a release the lock is to be had, and the name when the other one has ended
    void run_nameHeldWithoutTheLock_takesTheLockAndLaterTheName() {
        EndpointPublisher other = EndpointPublisher.acquire(directory, "notes");
        try (InstanceClaim claim = run(List.of(), SHORT).orElseThrow()) {
            assertThatThrownBy(claim::endpoint)
                    .isInstanceOf(EndpointInUseException.class)
                    .hasMessageStartingWith("An application named 'notes' is already running (pid " + PID + ")");

            other.close();

            assertThat(claim.endpoint()).isSameAs(claim.endpoint());
        }
        assertThat(directory.path()).isEmptyDirectory();
    }

    private Optional<InstanceClaim> run(List<String> arguments, Duration limit) {
        Handover handover = new Handover(arguments, WorkingDirectory.of(parent), StructuredClone.encode(null, "data"));
        return new InstanceRequest(directory, "notes", handover, limit).run();
    }

    private InstanceLock take() {
        return InstanceLock.tryTake(directory, "notes").orElseThrow();
    }

    /** Leaves the descriptor of a process that was killed; its id is that of this process now. */
    private void leaveDescriptor() throws Exception {
        Path file = directory.path().resolve("notes.endpoint");
        Path copy = parent.resolve("copy");
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            String address = "unix:" + directory.path().resolve("gone.sock");
            publisher.publish(
                    EndpointDescriptor.ofThisProcess("notes", address, new byte[EndpointDescriptor.SECRET_BYTES]));
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.move(copy, file);
    }
}
