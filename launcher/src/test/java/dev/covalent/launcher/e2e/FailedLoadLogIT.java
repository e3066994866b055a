package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.observe.Logged;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RendererOutput;
import dev.covalent.main.WebContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** WIN-38: a page that does not load is logged by its own JVM, with the trace if that tells more, and by main in a line. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
final class FailedLoadLogIT {
    private static final BrowserWindowOptions THROWING =
            BrowserWindowOptions.page(TestPages.Throwing.class).host("headless");
    private static final String THROWN = "IllegalStateException: no database, as the test wants";
    private static final String FRAME = "TestPages$Throwing.load(";

    @TempDir
    private Path directory;

    @Test
    void pageThatThrows_isLoggedWithItsTraceOnce() {
        String logged = logged(THROWING);

        assertThat(logged.lines().filter(line -> line.contains(FRAME))).hasSize(1);
        assertThat(logged.lines().filter(line -> line.contains("its page did not load")))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith(THROWN));
    }

    @Test
    void pageThatThrows_outputGoesToAFile_hasItsTraceThere() throws Exception {
        Path file = directory.resolve("output.txt");

        String logged = logged(THROWING.output(RendererOutput.file(file)));

        assertThat(logged).contains(THROWN).doesNotContain(FRAME);
        assertThat(Files.readString(file)).containsOnlyOnce(FRAME);
    }

    @Test
    void pageThatIsNotThere_isLoggedWithoutATrace() {
        assertToldWithoutTrace(
                BrowserWindowOptions.page("com.example.Missing").host("headless"),
                "The page com.example.Missing is not on this renderer's class path");
    }

    @Test
    void hostThatIsNotThere_isLoggedWithoutATrace() {
        assertToldWithoutTrace(THROWING.host("absent"), "There is no page host 'absent'");
    }

    private void assertToldWithoutTrace(BrowserWindowOptions options, String message) {
        String logged = logged(options);

        assertThat(logged.lines().filter(line -> line.contains(message))).hasSize(2); // the page's JVM, and main
        assertThat(logged).doesNotContain("\tat ", "Caused by");
    }

    /** Returns what main logs, the output of the page's JVM included, until the window of a page that fails is closed. */
    private String logged(BrowserWindowOptions options) {
        return Logged.by(() -> {
            try (MainProcess main = MainProcess.builder()
                    .name("failed-load")
                    .spareRenderer(false)
                    .userData(directory.resolve("data"))
                    .start()) {
                CompletableFuture<Boolean> failed = new CompletableFuture<>();
                CompletableFuture<Boolean> closed = new CompletableFuture<>();
                BrowserWindow window = main.browserWindows().open(options);
                window.on(BrowserWindow.CLOSED, event -> closed.complete(true));
                window.webContents().on(WebContents.DID_FAIL_LOAD, error -> failed.complete(true));
                Peer.settled(failed);
                window.close();
                Peer.settled(closed);
            }
        });
    }
}
