package dev.covalent.renderer.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.renderer.Page;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StartRehearsalTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final CompletableFuture<Renderer> LOADED = new CompletableFuture<>();

    static final class ToldPage implements Page {
        private final Renderer renderer;

        @Inject
        ToldPage(Renderer renderer) {
            this.renderer = renderer;
        }

        @Override
        public void load() {
            LOADED.complete(renderer);
        }
    }

    @Test
    void run_page_loadsItInARendererThatThenEnds() throws Exception {
        StartRehearsal.run(ToldPage.class.getName(), LIMIT);

        Renderer renderer = LOADED.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(renderer).isInstanceOf(ConnectedRenderer.class);
        assertThat(renderer.isClosed()).isTrue();
    }

    @Test
    void run_pageThatIsNotThere_tellsSo() {
        assertThatThrownBy(() -> StartRehearsal.run("no.such.Page", LIMIT))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ClassNotFoundException.class);
    }
}
