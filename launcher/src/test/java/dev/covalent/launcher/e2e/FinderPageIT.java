package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A page that uses main's windows and objects from its first moment on, in a process of its own and in the next. */
@Timeout(90)
@ExtendWith(LeakCheck.class)
final class FinderPageIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<BellPage.Ringer> ringers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> rung = new LinkedBlockingQueue<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("finding")
                .headless(true)
                .userData(userData)
                .start();
        main = started;
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        started.globals().share("bell", BellPage.Bell.class, ringers::add);
        started.ipcMain().on("rung", (event, message) -> rung.add(message.get(0, String.class)));
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void reload_pageThatFoundWindows_findsThoseThatThereAreNow() { // REM-62, WIN-29
        BrowserWindow finder = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(FinderPage.class));
        BrowserWindow before = open("before");
        assertThat(found(finder, before)).isEqualTo("before");
        assertThat(found(finder, finder)).isEqualTo(FinderPage.ITSELF);
        CompletableFuture<WebContents> finished = new CompletableFuture<>();
        finder.webContents().once(WebContents.DID_FINISH_LOAD, finished::complete);

        finder.reload();
        BrowserWindow meanwhile = open("meanwhile");
        before.destroy();
        Peer.settled(finished);

        assertThat(found(finder, meanwhile)).isEqualTo("meanwhile");
        assertThat(found(finder, before)).isEqualTo(FinderPage.NOTHING);
        assertThat(found(finder, finder)).isEqualTo(FinderPage.ITSELF);
        BrowserWindow after = open("after");
        assertThat(found(finder, after)).isEqualTo("after");
    }

    @Test
    void callback_passedBeforeThePageIsLoaded_isCalled() throws Exception { // REM-31
        ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(FinderPage.class));
        assertThat(ringers).hasSize(1);

        ringers.get(0).ring("main");

        assertThat(rung.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("main");
    }

    private BrowserWindow open(String title) {
        return main().browserWindows()
                .open(BrowserWindowOptions.page(ScriptPage.class).title(title));
    }

    private static String found(BrowserWindow finder, BrowserWindow sought) {
        return Peer.settled(finder.webContents().invoke("find", LIMIT, sought.id()))
                .get(String.class);
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
