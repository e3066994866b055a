package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.ConsoleMessage;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** REM-40: failures that a page ignores. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class IgnoredFailureIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void rejection_thatThePageIgnores_isReportedInThePageOnce_andNotInMain(@TempDir Path userData)
            throws InterruptedException { // REM-40
        List<Throwable> inMain = new CopyOnWriteArrayList<>();
        List<String> printed = new CopyOnWriteArrayList<>();
        try (MainProcess main = MainProcess.builder()
                .name("heedless")
                .headless(true)
                .userData(userData)
                .start()) {
            main.app().on(App.UNCAUGHT_EXCEPTION, inMain::add);
            main.globals()
                    .share(
                            "refusal",
                            HeedlessPage.Refusal.class,
                            what -> CompletableFuture.failedFuture(new IllegalStateException(what)));
            main.ipcMain().handle("refuse", (event, message) -> {
                throw new IllegalStateException("the handler's");
            });
            BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(HeedlessPage.class));
            window.webContents().on(WebContents.CONSOLE_MESSAGE, (ConsoleMessage line) -> printed.add(line.text()));

            Peer.settled(window.webContents().invoke("ignore", LIMIT));

            assertThat(Eventually.becomes(true, () -> {
                        Peer.settled(window.webContents().invoke("collect", LIMIT));
                        return reported(printed, "the ignored") > 0 && reported(printed, "the handler's") > 0;
                    }))
                    .as("printed: %s", printed)
                    .isTrue();
            Peer.settled(window.webContents().invoke("collect", LIMIT));
        }

        assertThat(printed.stream().filter(line -> line.contains("Uncaught in the page")))
                .hasSize(2);
        assertThat(reported(printed, "the handled")).isZero();
        assertThat(inMain).isEmpty();
    }

    /** Counts the exceptions that were printed for something. */
    private static long reported(List<String> printed, String what) {
        return printed.stream()
                .filter(line -> line.startsWith("dev.covalent.common.") && line.contains(what))
                .count();
    }
}
