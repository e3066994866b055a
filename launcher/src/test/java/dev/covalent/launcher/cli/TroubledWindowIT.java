package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.e2e.Eventually;
import dev.covalent.launcher.e2e.Signals;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What operators are told of a window whose renderer hangs, or is gone. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class TroubledWindowIT {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final String NAME = "troubled";

    @TempDir
    private static Path directory;

    private static MainProcess main;

    @BeforeAll
    static void start() {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
        main = MainProcess.builder()
                .name(NAME)
                .headless(true)
                .unresponsiveAfter(Duration.ofSeconds(2))
                .spareRenderer(false)
                .userData(directory.resolve("data"))
                .start();
    }

    @AfterAll
    static void end() {
        main.close();
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @Test
    void ps_ofWindowThatHangs_saysSo_untilItAnswersAgain() throws Exception { // WIN-32
        BrowserWindow window = open();
        CountDownLatch unresponsive = new CountDownLatch(1);
        window.on(BrowserWindow.UNRESPONSIVE, event -> unresponsive.countDown());
        long pid = window.webContents().getOSProcessId();

        Signals.send("STOP", pid);
        try {
            assertThat(unresponsive.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(CommandRun.of("ps", NAME).out()).containsPattern(" " + pid + " +unresponsive ");
            assertThat(shown(window).get("state")).isEqualTo("unresponsive");
        } finally {
            Signals.send("CONT", pid);
        }

        assertThat(Eventually.becomes("loaded", () -> CommandRun.member(shown(window), "state")))
                .isEqualTo("loaded");
    }

    private static BrowserWindow open() throws InterruptedException {
        return OperatedPage.open(main, BrowserWindowOptions.page(OperatedPage.class));
    }

    /** Returns what {@code ps --json} says of a window. */
    private static Map<?, ?> shown(BrowserWindow window) {
        Map<?, ?> json = (Map<?, ?>) CommandRun.json("ps", NAME, "--json");
        return ((List<?>) CommandRun.member(json, "windows"))
                .stream()
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .filter(each -> each.get("window").equals(window.id()))
                        .findFirst()
                        .orElseThrow();
    }
}
