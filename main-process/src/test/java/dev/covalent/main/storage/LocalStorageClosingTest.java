package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // a later operation tells whether the earlier ones are done
final class LocalStorageClosingTest extends StorageFixture {

    @Test
    void close_busy_finishesWhatWasAccepted() throws Exception {
        List<CompletableFuture<Void>> writes = IntStream.range(0, 100)
                .mapToObj(i -> storage.setItem("w1", "k" + i % 10, Integer.toString(i)))
                .toList();

        storage.close();

        assertThat(writes).allSatisfy(write -> assertThat(write).isCompleted());
        reopen();
        assertThat(items()).hasSize(10).containsEntry("k9", "99");
    }

    @Test
    void close_laterCalls_failClearly() {
        storage.close();

        assertThatThrownBy(() -> get(storage.setItem("w1", "a", "1")))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The storage is closed. Use it before MainProcess.close().");
        assertFails(storage.getItem("a"), IllegalStateException.class);
        assertFails(storage.subscribe(new RecordingSubscriber()), IllegalStateException.class);
        assertFails(storage.flush(), IllegalStateException.class);
    }

    @Test
    void close_leavesNoThreadAndNoLog() throws Exception {
        get(storage.setItem("w1", "a", "1"));
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("covalent-storage"))
                .toList();

        storage.close();

        assertThat(threads).isNotEmpty();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(directory.resolve(SqliteBackend.FILE_NAME + "-wal")).doesNotExist();
    }

    @Test
    void close_onStorageThread_doesNotWaitForItself() throws Exception {
        get(storage.subscribe((version, origin, change) -> storage.close()));
        CompletableFuture<Void> write = storage.setItem("w1", "a", "1");

        get(write);
        storage.close();

        reopen();
        assertThat(items()).containsExactly(Map.entry("a", "1"));
    }
}
