package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.StorageException;
import dev.covalent.common.storage.StorageSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WS-28: what was acknowledged is there after the process was killed, and the file is in use only while it lives. */
@Timeout(60)
final class StorageKillIT {
    private static final int ROUNDS = 3;
    private static final int SLOTS = 500;

    @TempDir
    Path directory;

    private final List<Long> killed = new ArrayList<>();
    private final Random random = new Random(42);

    @Test
    void writerKilled_acknowledgedWritesAreThere() throws Exception {
        int acknowledged = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int first = acknowledged + 1;
            acknowledged = killedAfter(first, first + SLOTS + random.nextInt(1500));

            Map<String, String> items = items();

            assertThat(Integer.parseInt(items.get("latest")))
                    .as("round %d, %d acknowledged", round, acknowledged)
                    .isGreaterThanOrEqualTo(acknowledged);
            for (int number = acknowledged - SLOTS + 1; number <= acknowledged; number++) {
                assertThat(Integer.parseInt(items.get("item " + number % SLOTS)))
                        .as("round %d, slot of %d", round, number)
                        .isGreaterThanOrEqualTo(number);
            }
            acknowledged = Integer.parseInt(items.get("latest"));
        }
        assertThat(directory.resolve("native").resolve(killed.get(0).toString()))
                .as("the library that the first writer unpacked, as the later ones left it")
                .doesNotExist();
    }

    @Test
    void writerAlive_fileIsInUse() throws Exception {
        Process writer = start(1);
        try (BufferedReader acknowledgements = writer.inputReader();
                LocalStorageService storage = service()) {
            assertThat(acknowledgements.readLine()).isEqualTo("1");

            StorageFixture.assertFails(storage.getItem("latest"), StorageException.class);

            kill(writer);
            assertThat(StorageFixture.get(storage.getItem("latest"))).isPresent();
        } finally {
            kill(writer);
        }
    }

    /** Runs a writer, kills it once it has acknowledged {@code enough}, and returns the last that it acknowledged. */
    private int killedAfter(int first, int enough) throws IOException, InterruptedException {
        Process writer = start(first);
        int last = 0;
        try (BufferedReader acknowledgements = writer.inputReader()) {
            for (String line = acknowledgements.readLine(); line != null; line = acknowledgements.readLine()) {
                last = Integer.parseInt(line);
                if (last == enough) {
                    writer.toHandle().destroyForcibly(); // unlike the Process's, leaves its output to be read
                }
            }
        } finally {
            kill(writer);
        }
        assertThat(last).isGreaterThanOrEqualTo(enough);
        return last;
    }

    private Process start(int first) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StorageWriter.class.getName(),
                        directory.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void kill(Process writer) throws InterruptedException {
        writer.destroyForcibly();
        killed.add(writer.pid());
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Map<String, String> items() throws Exception {
        try (LocalStorageService storage = service()) {
            StorageSnapshot snapshot = StorageFixture.get(storage.subscribe(new RecordingSubscriber()));
            return snapshot.items();
        }
    }

    private LocalStorageService service() {
        return new LocalStorageService(UserDataDirectory.at(directory), LocalStorageService.DEFAULT_QUOTA_BYTES);
    }
}
