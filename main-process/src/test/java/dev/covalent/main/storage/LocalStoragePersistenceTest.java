package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.storage.StorageSnapshot;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // a later operation tells whether the earlier ones are done
final class LocalStoragePersistenceTest extends StorageFixture {

    @Test
    void items_surviveReopening() throws Exception { // WS-08, WS-09, WS-28
        List.of("z", "a", "m", "b").forEach(key -> storage.setItem("w1", key, "value of " + key));
        storage.setItem("w1", "m", "new");
        storage.removeItem("w1", "z");
        storage.setItem("w1", "z", "again");

        reopen();

        StorageSnapshot snapshot = get(storage.subscribe(new RecordingSubscriber()));
        assertThat(snapshot.version()).isZero();
        assertThat(snapshot.items())
                .containsExactly(
                        Map.entry("a", "value of a"),
                        Map.entry("m", "new"),
                        Map.entry("b", "value of b"),
                        Map.entry("z", "again"));
    }

    @Test
    void clear_survivesReopening() throws Exception { // WS-11, WS-28
        storage.setItem("w1", "a", "1");
        storage.clear("w1");
        storage.setItem("w1", "b", "2");

        reopen();

        assertThat(items()).containsExactly(Map.entry("b", "2"));
    }

    @Test
    void edgeStrings_surviveReopening() throws Exception { // WS-05, WS-06
        reopen();
        EdgeStrings.all().forEach(string -> storage.setItem("w1", string, string));
        storage.setItem("w1", EdgeStrings.everyUnit(), EdgeStrings.everyUnit());

        reopen();

        assertThat(items().keySet())
                .startsWith(EdgeStrings.all().toArray(String[]::new))
                .endsWith(EdgeStrings.everyUnit());
        assertThat(items()).allSatisfy((key, value) -> assertThat(value).isEqualTo(key));
    }

    @Test
    void manyWriters_endAlikeInMemoryFileAndSubscribers() throws Exception { // WS-29
        reopen();
        List<RecordingSubscriber> subscribers = List.of(new RecordingSubscriber(), new RecordingSubscriber());
        StorageSnapshot atStart = get(storage.subscribe(subscribers.get(0)));
        CountDownLatch ready = new CountDownLatch(1);
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.supplyAsync(() -> write(writer, ready))
                        .thenCompose(written -> written))
                .toList();
        ready.countDown();
        StorageSnapshot midway = get(storage.subscribe(subscribers.get(1)));
        for (CompletableFuture<Void> writer : writers) {
            get(writer);
        }

        Map<String, String> atEnd = items();
        reopen();

        assertThat(items()).containsExactlyEntriesOf(atEnd);
        assertThat(subscribers.get(0).replayOn(atStart)).containsExactlyEntriesOf(atEnd);
        assertThat(subscribers.get(1).replayOn(midway)).containsExactlyEntriesOf(atEnd);
    }

    @Test
    void flush_completesAfterEarlierWrites() throws Exception { // DAT-10
        CompletableFuture<Void> write = storage.setItem("w1", "a", "1");

        get(storage.flush());

        assertThat(write).isCompleted();
        assertThat(Files.size(directory.resolve(SqliteBackend.FILE_NAME + "-wal")))
                .isZero();
    }

    @Test
    void neverUsed_createsNothing() throws Exception {
        get(storage.flush());
        storage.close();

        assertThat(directory).isEmptyDirectory();
    }

    private CompletableFuture<Void> write(int writer, CountDownLatch ready) {
        try {
            assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        CompletableFuture<?>[] writes = IntStream.range(0, 250)
                .mapToObj(i -> switch (i % 25) {
                    case 24 -> storage.clear(writer);
                    case 7, 13 -> storage.removeItem(writer, "k" + i % 4);
                    default -> storage.setItem(writer, "k" + i % 4, writer + ":" + i);
                })
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(writes);
    }
}
