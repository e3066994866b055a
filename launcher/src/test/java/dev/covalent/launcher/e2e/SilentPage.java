package dev.covalent.launcher.e2e;

import dev.covalent.renderer.Page;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands main a question that it never answers. */
public final class SilentPage implements Page {
    private final RemoteModule remote;

    /** What main may ask. */
    @FunctionalInterface
    public interface Question {
        /** Is answered later. */
        CompletionStage<String> ask(String what);
    }

    /** What main shares. */
    @FunctionalInterface
    public interface Asker {
        /** Keeps a question. */
        void keep(Question question);
    }

    @Inject
    SilentPage(RemoteModule remote) {
        this.remote = remote;
    }

    @Override
    public void load() {
        remote.getGlobal("asker", Asker.class).keep(what -> new CompletableFuture<>());
    }
}
