package dev.covalent.launcher.e2e;

import dev.covalent.main.RemoteListeners;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Main's counter. Confined to main's loop, but for its watchers. */
class SharedCounter implements Counter {
    final RemoteListeners<Watcher> watchers = new RemoteListeners<>();
    private int value;

    @Override
    public int add(int amount) {
        value += amount;
        watchers.forEach(watcher -> watcher.changed(value));
        return value;
    }

    @Override
    public CompletionStage<Integer> addLater(int amount) {
        return CompletableFuture.supplyAsync(() -> amount).thenApply(late -> late + 1000);
    }

    @Override
    public void refuse(String why) {
        throw new IllegalArgumentException(why);
    }

    @Override
    public void onChange(Watcher watcher) {
        watchers.add(watcher);
    }
}
