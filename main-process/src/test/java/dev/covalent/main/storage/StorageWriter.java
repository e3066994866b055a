package dev.covalent.main.storage;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that writes numbered items until it is killed, and tells each number once its write is acknowledged. */
final class StorageWriter {
    /** So many writes are on their way at a time, which makes groups. */
    private static final int WINDOW = 16;

    private StorageWriter() {}

    /** Takes the directory and the first number. */
    public static void main(String[] arguments) throws Exception {
        UserDataDirectory directory = UserDataDirectory.at(Path.of(arguments[0]));
        int next = Integer.parseInt(arguments[1]);
        Queue<CompletableFuture<Void>> pending = new ArrayDeque<>();
        try (LocalStorageService storage =
                new LocalStorageService(directory, LocalStorageService.DEFAULT_QUOTA_BYTES)) {
            for (int number = next; number < next + 1_000_000; number++) {
                pending.add(write(storage, number));
                if (pending.size() == WINDOW) {
                    pending.remove().get(10, TimeUnit.SECONDS);
                }
            }
        }
    }

    private static CompletableFuture<Void> write(LocalStorageService storage, int number) {
        CompletableFuture<Void> latest = storage.setItem("writer", "latest", Integer.toString(number));
        CompletableFuture<Void> item = storage.setItem("writer", "item " + number % 500, Integer.toString(number));
        return CompletableFuture.allOf(latest, item).thenRun(() -> System.out.println(number));
    }
}
