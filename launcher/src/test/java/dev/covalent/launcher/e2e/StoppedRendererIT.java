package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A renderer that does not keep up, because it was stopped: F8 and F9, ASK-03. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing stops a process there")
final class StoppedRendererIT {
    private static final int BOUND = 1 << 20;
    private static final byte[] BALLAST = new byte[10_000];

    @Test // F9, F11
    void send_rendererStopped_isRefusedAtTheBound_andNothingAcceptedIsLost(@TempDir Path userData) throws Exception {
        try (MainProcess main = start("stopped", userData)) {
            Scripts scripts = new Scripts(main.ipcMain());
            BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
            Peer stopped = new Peer(scripts, window.webContents(), window.id());
            BrowserWindow beside = InJvmIpcTest.attach(main, "beside");
            Peer other = new Peer(scripts, beside.webContents(), beside.id());
            stopped.listen("flood");
            Signals.send("STOP", window);
            String refusal = null;
            int accepted = 0;
            try {
                while (refusal == null && accepted < 100 * BOUND / BALLAST.length) {
                    refusal = send(window, accepted);
                    accepted += refusal == null ? 1 : 0;
                }
                assertThat(other.run(Script.IDENTITY).isNull()).isFalse();
                assertThat(window.webContents().bufferedAmount()).isBetween(BOUND / 2L, (long) BOUND);
            } finally {
                Signals.send("CONT", window);
            }

            assertThat(refusal)
                    .matches("Renderer 1 \\(pid " + window.webContents().getOSProcessId()
                            + "\\) has \\d+ bytes waiting, the bound is " + BOUND + ": it does not keep up; send less,"
                            + " or raise MainProcess.builder\\(\\).queueBound");
            assertThat(accepted).isGreaterThanOrEqualTo(BOUND / BALLAST.length / 2);
            List<Integer> sent = IntStream.range(0, accepted).boxed().toList();
            assertThat(stopped.run(Script.NUMBERS_HEARD, "flood", accepted).get(IpcFixture.NUMBERS))
                    .containsExactlyElementsOf(sent);
            assertThat(send(window, accepted)).isNull();
        }
    }

    @Test // ASK-04, ASK-05: late requests neither fill the queue of a stopped renderer nor run when it goes on
    void invoke_rendererStopped_lateRequestsMakeRoom_andDoNotRun(@TempDir Path userData) throws Exception {
        try (MainProcess main = start("stopped-requests", userData)) {
            Scripts scripts = new Scripts(main.ipcMain());
            BrowserWindow window = ForkedIpcIT.loaded(main, BrowserWindowOptions.page(ScriptPage.class));
            Peer stopped = new Peer(scripts, window.webContents(), window.id());
            stopped.run(Script.HANDLE_ECHO, "echo");
            stopped.listen("after");
            AtomicInteger ran = new AtomicInteger();
            main.ipcMain().on("echo", (event, message) -> ran.incrementAndGet());
            int inFlight = BOUND / BALLAST.length / 3;
            Signals.send("STOP", window);
            try {
                for (int round = 0; round < 10; round++) { // three times what the queue could hold
                    assertThat(IntStream.range(0, inFlight)
                                    .mapToObj(i -> window.webContents().invoke("echo", Duration.ofMillis(50), BALLAST))
                                    .toList())
                            .allSatisfy(late -> assertThat(late)
                                    .failsWithin(Duration.ofSeconds(20))
                                    .withThrowableThat()
                                    .withCauseInstanceOf(IpcTimeoutException.class));
                }
                window.webContents().send("after", 1);
            } finally {
                Signals.send("CONT", window);
            }

            assertThat(stopped.heard("after", 1)).hasSize(1);
            Value echoed = window.webContents()
                    .invoke("echo", Duration.ofSeconds(20), "alive")
                    .get(20, TimeUnit.SECONDS);
            assertThat(echoed.get()).isEqualTo(List.of("alive"));
            assertThat(ran.get()).as("those that were on their way, at most").isLessThanOrEqualTo(inFlight + 1);
        }
    }

    @Test // F9: what cannot be refused is too much; it is cut off while it is stopped
    void storage_ofARendererThatIsStopped_overflows_andItEndsItselfWhenItGoesOn(@TempDir Path userData)
            throws Exception {
        try (MainProcess main = start("overflown", userData);
                Fork attached = Fork.of("attach-page", "overflown")) {
            main.app().on(App.WINDOW_ALL_CLOSED, app -> {});
            Scripts scripts = new Scripts(main.ipcMain());
            int contents = Integer.parseInt(attached.take("attached "));
            BrowserWindow window = main.browserWindows().getAllWindows().stream()
                    .filter(each -> each.webContents().id() == contents)
                    .findFirst()
                    .orElseThrow();
            new Peer(scripts, window.webContents(), window.id()).run(Script.STORAGE_LISTEN, "changes");
            BrowserWindow beside = InJvmIpcTest.attach(main, "beside");
            Peer other = new Peer(scripts, beside.webContents(), beside.id());
            GoneWatch watch = new GoneWatch(main, window);
            Signals.send("STOP", attached);

            for (int i = 0; i < 100 * BOUND / BALLAST.length && watch.ofContents.isEmpty(); i++) {
                other.run(Script.STORAGE_SET, "key", i + "x".repeat(BALLAST.length));
            }

            assertThat(watch.await().webContents()).isSameAs(window.webContents());
            watch.awaitClosed();
            assertThat(attached.process().isAlive()).isTrue();
            Signals.send("CONT", attached);
            assertThat(attached.awaitExit().requested()).isFalse();
            assertThat(other.run(Script.IDENTITY).isNull()).isFalse();
            watch.close();
        }
    }

    private static MainProcess start(String name, Path userData) {
        return MainProcess.builder()
                .name(name)
                .headless(true)
                .userData(userData)
                .queueBound(BOUND)
                .start();
    }

    private static @Nullable String send(BrowserWindow window, int number) {
        try {
            window.webContents().send("flood", number, BALLAST);
            return null;
        } catch (QueueFullException full) {
            return full.getMessage();
        }
    }
}
