package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.StorageException;
import dev.covalent.common.storage.StorageChange;
import dev.covalent.common.storage.StorageSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the service does when its file or its queue cannot take more. */
@SuppressWarnings("FutureReturnValueIgnored") // a later operation tells whether the earlier ones are done
final class StorageFailureTest extends StorageFixture {
    private final RecordingSubscriber subscriber = new RecordingSubscriber();

    @Test
    void diskFull_failsOnlyWhatDoesNotFit() throws Exception {
        storage = new LocalStorageService(new SqliteBackend(UserDataDirectory.at(directory), 8), QUOTA, QUOTA);
        get(storage.setItem("w1", "a", "old"));
        StorageSnapshot snapshot = get(storage.subscribe(subscriber));

        CompletableFuture<Void> before = storage.setItem("w1", "b", "1");
        CompletableFuture<Void> large = storage.setItem("w1", "a", "v".repeat(100_000));
        CompletableFuture<Void> after = storage.setItem("w1", "c", "3");

        get(before);
        assertFails(large, StorageException.class);
        get(after);
        Map<String, String> expected = Map.of("a", "old", "b", "1", "c", "3");
        assertThat(items()).isEqualTo(expected);
        assertThat(subscriber.replayOn(snapshot)).isEqualTo(expected);
        reopen();
        assertThat(items()).isEqualTo(expected);
    }

    @Test
    void diskFull_roomMade_nextWriteWorks() throws Exception {
        storage = new LocalStorageService(new SqliteBackend(UserDataDirectory.at(directory), 20), QUOTA, QUOTA);
        get(storage.setItem("w1", "a", "v".repeat(20_000)));
        assertFails(storage.setItem("w1", "b", "v".repeat(20_000)), StorageException.class);

        get(storage.removeItem("w1", "a"));

        get(storage.setItem("w1", "b", "v".repeat(20_000)));
        assertThat(items().keySet()).containsExactly("b");
    }

    @Test
    void groupRefused_eachIsTriedAlone() throws Exception {
        MemoryBackend backend = new MemoryBackend();
        StorageChange refused = new StorageChange("k3", null, "3");
        Gate gate = new Gate();
        backend.beforeApply(changes -> {
            gate.pass();
            if (changes.contains(refused)) {
                throw new StorageException("no room for k3");
            }
        });
        storage = new LocalStorageService(backend, QUOTA, QUOTA);
        get(storage.subscribe(subscriber));

        storage.setItem("w1", "first", "holds the storage thread");
        gate.awaitVisitor();
        List<CompletableFuture<Void>> writes = IntStream.range(0, 6)
                .mapToObj(i -> storage.setItem("w1", "k" + i, Integer.toString(i)))
                .toList();
        gate.open();

        assertFails(writes.get(3), StorageException.class);
        for (int i : new int[] {0, 1, 2, 4, 5}) {
            get(writes.get(i));
        }
        assertThat(backend.groups()).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(items().keySet()).containsExactly("first", "k0", "k1", "k2", "k4", "k5");
        assertThat(subscriber.told())
                .extracting(told -> told.change().key())
                .containsExactlyElementsOf(items().keySet());
    }

    @Test
    void waitingWrites_areCommittedTogether() throws Exception {
        MemoryBackend backend = new MemoryBackend();
        Gate gate = new Gate();
        backend.beforeApply(changes -> gate.pass());
        storage = new LocalStorageService(backend, QUOTA, QUOTA);

        storage.setItem("w1", "first", "holds the storage thread");
        gate.awaitVisitor();
        IntStream.range(0, 50).forEach(i -> storage.setItem("w1", "k" + i, "1"));
        gate.open();
        get(storage.getItem("first"));

        assertThat(backend.groups()).containsExactly(1, 50);
    }

    @Test
    void waitingBytesExceeded_refusesClearly() throws Exception {
        MemoryBackend backend = new MemoryBackend();
        Gate gate = new Gate();
        backend.beforeApply(changes -> gate.pass());
        storage = new LocalStorageService(backend, QUOTA, 1000);

        storage.setItem("w1", "first", "holds the storage thread");
        gate.awaitVisitor();
        CompletableFuture<Void> waits = storage.setItem("w1", "a", "v".repeat(300));
        CompletableFuture<Void> refused = storage.setItem("w1", "b", "v".repeat(300));
        gate.open();

        assertThatThrownBy(() -> get(refused))
                .cause()
                .isInstanceOf(StorageException.class)
                .hasMessage("The storage does not keep up: 730 bytes wait to be written, of at most 1000. Wait"
                        + " for the futures of earlier operations before making more.");
        get(waits);
        get(storage.setItem("w1", "b", "v".repeat(300)));
        assertThat(items().keySet()).containsExactly("first", "a", "b");
    }

    @Test
    void unreadableFile_failsEachOperationUntilItIsMovedAway() throws Exception {
        Path file = Files.writeString(directory.resolve(SqliteBackend.FILE_NAME), "no database");

        assertFails(storage.setItem("w1", "a", "1"), StorageException.class);
        assertFails(storage.subscribe(subscriber), StorageException.class);
        assertFails(storage.getItem("a"), StorageException.class);
        assertThat(file).hasContent("no database");
        Files.delete(file);

        get(storage.setItem("w1", "a", "1"));
        assertThat(items()).containsExactly(Map.entry("a", "1"));
        assertThat(subscriber.told()).isEmpty();
    }

    /** Holds the storage thread at its first commit until it is opened. */
    private static final class Gate {
        private final CountDownLatch visited = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        void pass() {
            visited.countDown();
            await(opened);
        }

        void awaitVisitor() {
            await(visited);
        }

        void open() {
            opened.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
