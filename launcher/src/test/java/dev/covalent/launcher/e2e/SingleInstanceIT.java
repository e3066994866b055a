package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.process.OpenSockets;
import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import dev.covalent.main.SecondInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several processes of one application: F20 and F21. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class SingleInstanceIT {
    private static final int ROUNDS = 50;

    @TempDir
    private Path userData;

    @Test // APP-13, 14, 17
    void second_isToldToEnd_andTheFirstHearsWhatItWasStartedWith() throws Exception {
        try (Fork first = instance("twice", "start")) {
            first.take("first");
            assertThat(first.take("started ")).isEqualTo("true");
            List<String> before = files("twice");
            assertThat(before).containsExactly("twice.endpoint", "twice.instance", "twice.lock", "twice.sock");

            try (Fork second = instance("twice", "start", "--open=a b", "", " \t ", "ü", "--z", "--a")) {
                second.take("second");
                assertThat(second.awaitExit().exitCode()).isEqualTo(1);

                assertThat(first.take("heard "))
                        .isEqualTo("[--open=a b, ,  \t , ü, --z, --a] in "
                                + Path.of("").toAbsolutePath() + " of "
                                + second.child().pid());
            }
            assertThat(files("twice")).isEqualTo(before);

            end(first);
            assertThat(files("twice")).isEmpty();
        }
    }

    @Test // APP-13: F20, the second one opens no listener, not even for as long as it runs
    @EnabledOnOs(value = OS.LINUX, disabledReason = "nothing else tells what a process listens on")
    void second_whileItWaitsForTheFirst_listensOnNothing() throws Exception {
        try (Fork first = instance("listening", "start")) {
            first.take("started ");
            assertThat(Sockets.listening(first.child().pid())).hasSize(1);
            Signals.send("STOP", first);
            try (Fork second = instance("listening", "start")) {
                long pid = second.child().pid();
                assertThat(Eventually.becomes(false, () -> OpenSockets.of(pid).isEmpty()))
                        .as("has no socket, not even one to the first")
                        .isFalse();

                assertThat(Sockets.listening(pid)).isEmpty();

                Signals.send("CONT", first);
                second.take("second");
            } finally {
                Signals.send("CONT", first);
            }
            end(first);
        }
    }

    @Test // APP-13, 15
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the locale does not say how paths are spelt")
    void second_inADirectoryThatTheFirstCannotSpell_isHeardWithItsNearestParent() throws Exception {
        Path parent = userData.toRealPath();
        Path directory = Files.createDirectories(parent.resolve("größer").resolve("notes"));
        try (Fork first = Fork.in(parent, "C", "instance", "spelt", userData.toString(), "start")) {
            first.take("started ");
            try (Fork second =
                    Fork.in(directory, "C.UTF-8", "instance", "spelt", userData.toString(), "start", "--open", "a")) {
                second.take("second");

                assertThat(first.take("heard "))
                        .isEqualTo("[--open, a] in " + parent + " of "
                                + second.child().pid());
            }
            end(first);
        }
    }

    @Test // APP-18: F21, what a killed one leaves does not block the next
    void first_killed_theNextIsFirst() throws Exception {
        try (Fork first = instance("killed-first", "start")) {
            first.take("started ");
            first.child().kill();
            first.awaitExit();
            assertThat(files("killed-first")).contains("killed-first.endpoint", "killed-first.instance");
        }
        try (Fork next = instance("killed-first", "start")) {
            next.take("first");
            assertThat(next.take("started ")).isEqualTo("true");
            end(next);
        }
    }

    @Test // APP-18
    void first_killedBeforeItListens_whoWaitsIsFirst() throws Exception {
        try (Fork holder = instance("never-started", "hold");
                Fork waiting = startWhenFirst(holder, "never-started")) {
            holder.child().kill();

            waiting.take("first");
            assertThat(waiting.take("started ")).isEqualTo("true");
            end(waiting);
        }
    }

    @Test // APP-14: it is not lost that the first one had not started yet, nor that nobody listened
    void first_startsLate_isToldByWhoWaited() throws Exception {
        MainProcess.Builder builder =
                MainProcess.builder().name("starts-late").headless(true).userData(userData);
        assertThat(builder.requestSingleInstanceLock()).isTrue();
        try (Fork second = instance("starts-late", "start", "early")) {
            second.take("asks");
            try (MainProcess main = builder.start()) {
                second.take("second");
                assertThat(second.awaitExit().exitCode()).isEqualTo(1);
                CompletableFuture<SecondInstance> heard = new CompletableFuture<>();

                main.app().on(App.SECOND_INSTANCE, heard::complete);

                assertThat(heard.get(10, TimeUnit.SECONDS).arguments()).containsExactly("early");
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
    void first_stopped_theSecondFailsNamingIt() throws Exception {
        try (Fork first = instance("stopped-first", "start")) {
            first.take("started ");
            Signals.send("STOP", first);
            try (Fork second = instance("stopped-first", "start", "unheard")) {
                second.take("asks");

                assertThat(second.take("failed "))
                        .startsWith("IpcTimeoutException: The single-instance lock of 'stopped-first' is held by pid "
                                + first.child().pid()
                                + ", which could not be told of this instance within 10000 ms: The main process at ")
                        .endsWith("it is stopped or overloaded. Nothing was sent");
                assertThat(second.awaitExit().exitCode()).isEqualTo(2);
            } finally {
                Signals.send("CONT", first);
            }
            try (Fork third = instance("stopped-first", "start", "heard")) {
                third.take("second");
                assertThat(first.take("heard ")).startsWith("[heard] in ");
            }
            end(first);
        }
    }

    @Test // APP-13: F20, two that start at the same moment
    void race_everyRound_exactlyOneIsFirst() throws Exception {
        try (StartingLine line = new StartingLine();
                Fork one = racer(line);
                Fork other = racer(line)) {
            line.await(2);
            for (int round = 0; round < ROUNDS; round++) {
                String start = "round " + round + " ";
                line.start();

                assertThat(List.of(one.take(start), other.take(start)))
                        .as(start)
                        .containsExactlyInAnyOrder("second", "first, heard [round, " + round + "]");
            }
            line.end();
            assertThat(one.awaitExit().exitCode()).isZero();
            assertThat(other.awaitExit().exitCode()).isZero();
        }
    }

    private Fork racer(StartingLine line) throws IOException {
        return Fork.of("instances", "race", userData.toString(), Integer.toString(line.port()));
    }

    private static void end(Fork main) {
        main.child().terminate();
        assertThat(main.awaitExit().exitCode()).isEqualTo(143);
    }

    private Fork startWhenFirst(Fork holder, String name) throws Exception {
        holder.take("first");
        Fork waiting = instance(name, "start");
        waiting.take("asks");
        return waiting;
    }

    private Fork instance(String name, String mode, String... arguments) throws IOException {
        return Fork.of(Stream.concat(Stream.of("instance", name, userData.toString(), mode), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("covalent.runtimeDir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(name + "."))
                    .sorted()
                    .toList();
        }
    }
}
