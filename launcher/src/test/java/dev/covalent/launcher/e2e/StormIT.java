package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A storm of kills, stops, reloads and closes over the packaged application, with a spare renderer and without, some seconds in each build and as long as
 * {@code -Dcovalent.test.storm.seconds} says; {@code -Dcovalent.test.storm.seed} has one again.
 */
@Timeout(3600)
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left is read from /proc")
final class StormIT {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final long SECONDS = Long.getLong("covalent.test.storm.seconds", 20);

    /** So many that there are windows of all kinds, in whatever state, when main is killed. */
    private static final int ROUNDS = 8;

    @TempDir
    private Path directory;

    @BeforeEach
    void useOwnRuntimeDirectory() {
        System.setProperty(RUNTIME_DIRECTORY, directory.toString());
    }

    @AfterEach
    void forgetRuntimeDirectory() {
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storm_ofAnySeed_leavesNoProcessAndNothingInMain_andEachEventIsToldOnce(boolean spares)
            throws Exception { // F2, F7, F8, F10
        long seed = Long.getLong("covalent.test.storm.seed", System.nanoTime() & 0xffffff);
        System.out.println("Storm of seed " + seed + (spares ? ", with a spare renderer" : ""));
        try (Storm storm = Storm.begin("storm-" + seed, seed, spares, directory)) {
            explained(storm, () -> {
                storm.warmUp();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
                while (System.nanoTime() - end < 0) {
                    storm.round();
                }
                List<String> wrong = storm.calm();
                storm.quit();
                tell(seed, storm);
                assertThat(wrong).as("seed %s", seed).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void main_killedInAStorm_takesAllWithIt(boolean spares) throws Exception { // F7
        long seed = Long.getLong("covalent.test.storm.seed", System.nanoTime() & 0xffffff);
        try (Storm storm = Storm.begin("killed-storm-" + seed, seed, spares, directory)) {
            explained(storm, () -> {
                storm.warmUp();
                for (int i = 0; i < ROUNDS; i++) {
                    storm.round();
                }
                storm.killMain();
                tell(seed, storm);
            });
        }
    }

    /** Runs it, and prints what the application logged last if it fails. */
    private static void explained(Storm storm, ThrowingRunnable work) throws Exception {
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                System.out.println(String.join("\n", storm.lastLogged()));
            }
        }
    }

    /** Work that may throw. */
    @FunctionalInterface
    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    private static void tell(long seed, Storm storm) {
        System.out.println("Storm of seed " + seed + ": " + storm.done() + "\n"
                + String.join(
                        "\n",
                        storm.complaints().entrySet().stream()
                                .map(Object::toString)
                                .toList()));
    }
}
