package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.e2e.Eventually;
import dev.covalent.launcher.e2e.Signals;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    @Test
    void ps_ofWindowWhoseRendererIsGone_saysWhy_andOfWhichPage() throws Exception { // WIN-28
        BrowserWindow window = open();
        kill(window);

        assertThat(CommandRun.of("ps", NAME).out())
                .containsPattern(" crashed \\(killed, exit code 137\\) .* " + OperatedPage.class.getName());
        Map<?, ?> shown = shown(window);
        assertThat(shown.get("state")).isEqualTo("crashed");
        assertThat(shown.get("reason")).isEqualTo("killed");
        assertThat(shown.get("exitCode")).isEqualTo(137);
        assertThat(shown.get("page")).isEqualTo(OperatedPage.class.getName());

        window.loadPage(OperatedPage.class).get(30, TimeUnit.SECONDS);

        Map<?, ?> next = shown(window);
        assertThat(next.get("state")).isEqualTo("loaded");
        assertThat(next.get("reason")).isNull();
        assertThat(next.get("exitCode")).isNull();
    }

    @Test
    void send_toWindowWhoseRendererIsGone_failsAsInvokeDoes() throws Exception { // WIN-03
        BrowserWindow window = open();
        long pid = window.webContents().getOSProcessId();
        kill(window);
        String contents = Integer.toString(window.webContents().id());

        CommandRun invoke = CommandRun.of("invoke", NAME, "selection", "--to", contents);
        CommandRun send = CommandRun.of("send", NAME, "news", "1", "--to", contents, "--json");

        assertThat(invoke).isEqualTo(failed(contents, pid, "invoke of 'selection'"));
        assertThat(send).isEqualTo(failed(contents, pid, "message to 'news'"));
    }

    private static CommandRun failed(String contents, long pid, String what) {
        return new CommandRun(
                1,
                "",
                "covalent: The renderer of contents " + contents + " (pid " + pid + ") is gone; the " + what
                        + " was not sent" + System.lineSeparator());
    }

    /** Has the renderer of a window killed, by nobody of the application. */
    private static void kill(BrowserWindow window) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        window.webContents().on(WebContents.RENDER_PROCESS_GONE, details -> gone.countDown());
        Signals.send("KILL", window.webContents().getOSProcessId());
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
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
                        .filter(each -> Objects.equals(each.get("window"), window.id()))
                        .findFirst()
                        .orElseThrow();
    }
}
