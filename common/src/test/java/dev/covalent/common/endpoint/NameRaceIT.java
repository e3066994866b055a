package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.endpoint.NoSuchEndpointException.Problem;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes start under one name at the same moment. */
@Timeout(90)
final class NameRaceIT {
    private static final byte[] NOTHING = new byte[0];
    private static final int TURNS = 100;

    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

    @TempDir
    private Path parent;

    private RuntimeDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = RuntimeDirectory.at(parent.resolve("run"));
    }

    @Test
    void race_twoProcesses_oneWinsAndItsDeathFreesTheName() throws Exception {
        try (ChildJvm one = rival("keep");
                ChildJvm other = rival("keep")) {
            List<Said> outcome = List.of(next(), next());

            Said won = outcome.stream()
                    .filter(line -> line.text().equals("won"))
                    .findFirst()
                    .orElseThrow();
            ChildJvm winner = won.pid() == one.pid() ? one : other;
            assertThat(outcome)
                    .filteredOn(line -> line.text().startsWith("lost: An application named 'notes' is already running"))
                    .hasSize(1);
            assertThat(new EndpointLocator(directory).find("notes").pid()).isEqualTo(winner.pid());
            assertThatThrownBy(() -> EndpointPublisher.acquire(directory, "notes"))
                    .isInstanceOf(EndpointInUseException.class)
                    .hasMessageContaining("(pid " + winner.pid() + ")");

            winner.kill();
            winner.onExit().get(20, TimeUnit.SECONDS);

            assertThatThrownBy(() -> new EndpointLocator(directory).find("notes"))
                    .isInstanceOfSatisfying(
                            NoSuchEndpointException.class,
                            gone -> assertThat(gone.problem()).isEqualTo(Problem.STALE));
            takeOver();
        }
    }

    @Test
    void race_manyTurns_nobodyTouchesTheHoldersFiles() throws Exception {
        try (ChildJvm one = rival("take-turns", Integer.toString(TURNS));
                ChildJvm other = rival("take-turns", Integer.toString(TURNS))) {
            assertThat(one.onExit().get(60, TimeUnit.SECONDS).exitCode())
                    .as(() -> one.lastLines().toString())
                    .isZero();
            assertThat(other.onExit().get(60, TimeUnit.SECONDS).exitCode())
                    .as(() -> other.lastLines().toString())
                    .isZero();
        }
    }

    @Test
    void race_startWhileTwoSweep_isNeverTakenForASecondOne() throws Exception { // F7
        startsWhileTwo("sweep");
    }

    @Test
    void race_startWhileTwoLook_isNeverTakenForASecondOne() throws Exception { // F7
        startsWhileTwo("look");
    }

    private void startsWhileTwo(String deed) throws Exception {
        try (ChildJvm one = rival(deed);
                ChildJvm other = rival(deed)) {
            List<Said> unused = List.of(nextThatSays("at it"), nextThatSays("at it"));
            try (ChildJvm starting = rival("start-after-a-kill", Integer.toString(3 * TURNS))) {
                assertThat(starting.onExit().get(60, TimeUnit.SECONDS).exitCode())
                        .as(() -> starting.lastLines().toString())
                        .isZero();
            }
            assertThat(List.of(one.isAlive(), other.isAlive())).containsExactly(true, true);
        }
    }

    private void takeOver() {
        try (EndpointPublisher next = EndpointPublisher.acquire(directory, "notes")) {
            assertThat(directory.path().resolve("notes.endpoint")).doesNotExist();
            EndpointDescriptor mine = EndpointDescriptor.ofThisProcess(
                    "notes", "tcp:127.0.0.1:2", new byte[EndpointDescriptor.SECRET_BYTES]);

            next.publish(mine);

            assertThat(new EndpointLocator(directory).find("notes")).isEqualTo(mine);
        }
    }

    private ChildJvm rival(String... what) throws IOException {
        JvmCommand command = JvmCommand.builder(RivalMain.class.getName())
                .role("rival")
                .flags("-XX:TieredStopAtLevel=1")
                .arguments(directory.path().toString())
                .arguments(what)
                .build();
        return ChildJvm.start(command, NOTHING, (pid, stream, text) -> said.add(new Said(pid, text)));
    }

    private Said next() throws InterruptedException {
        return nextThatSays("won", "lost: ");
    }

    private Said nextThatSays(String... begins) throws InterruptedException {
        Said line = said.poll(20, TimeUnit.SECONDS);
        while (line != null && !Stream.of(begins).anyMatch(line.text()::startsWith)) {
            line = said.poll(20, TimeUnit.SECONDS);
        }
        assertThat(line).as("a word from a rival").isNotNull();
        return line == null ? new Said(0, "") : line;
    }

    private record Said(long pid, String text) {}
}
