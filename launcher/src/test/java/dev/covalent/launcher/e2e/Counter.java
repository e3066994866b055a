package dev.covalent.launcher.e2e;

import java.util.concurrent.CompletionStage;

/** A typed object that main shares. */
interface Counter {
    int add(int amount);

    CompletionStage<Integer> addLater(int amount);

    void refuse(String why);

    void onChange(Watcher watcher);

    /** What a renderer passes to be called back. */
    @FunctionalInterface
    interface Watcher {
        void changed(int value);
    }
}
