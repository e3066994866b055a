package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.storage.StorageSnapshot;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service on a real file, which the tests may close and open again. */
@Timeout(20)
abstract class StorageFixture {
    static final long QUOTA = 1 << 20;

    @TempDir
    Path directory;

    LocalStorageService storage;

    @BeforeEach
    void open() {
        storage = new LocalStorageService(UserDataDirectory.at(directory), QUOTA);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    final void reopen() {
        close();
        open();
    }

    final Map<String, String> items() throws Exception {
        RecordingSubscriber reader = new RecordingSubscriber();
        StorageSnapshot snapshot = get(storage.subscribe(reader));
        get(storage.unsubscribe(reader));
        return snapshot.items();
    }

    static void assertFails(CompletableFuture<?> future, Class<? extends Throwable> type) {
        assertThatThrownBy(() -> get(future))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(type);
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
