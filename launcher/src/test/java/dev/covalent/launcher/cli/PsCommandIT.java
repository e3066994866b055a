package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.launcher.e2e.Eventually;
import dev.covalent.launcher.e2e.Signals;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.RemoteListeners;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is told from outside of an application with one window, whose renderer is a process of its own. */
@Timeout(60)
final class PsCommandIT {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final String NAME = "operated";
    private static final String PAGE = OperatedPage.class.getName();
    private static final int MESSAGES = 100;
    private static final int MESSAGE_BYTES = 1000;
    private static final Duration LAG = Duration.ofMillis(20);

    @TempDir
    private static Path directory;

    private static MainProcess main;
    private static BrowserWindow window;

    @BeforeAll
    static void start() throws InterruptedException {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
        main = MainProcess.builder()
                .name(NAME)
                .version("2.1")
                .headless(true)
                .userData(directory.resolve("data"))
                .start();
        window = OperatedPage.open(
                main, BrowserWindowOptions.page(OperatedPage.class).title("Operated"));
    }

    @AfterAll
    static void end() {
        main.close();
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @Test
    void getAppMetrics_ofMainAndRenderer_measuresBothFromOutside() { // APP-20
        List<ProcessMetric> metrics = main.app().getAppMetrics();

        assertThat(metrics)
                .extracting(ProcessMetric::type)
                .containsExactly(ProcessMetric.Type.MAIN, ProcessMetric.Type.RENDERER);
        assertThat(metrics)
                .extracting(ProcessMetric::pid)
                .containsExactly(
                        ProcessHandle.current().pid(), window.webContents().getOSProcessId());
        assertThat(metrics).extracting(ProcessMetric::name).containsExactly(NAME, PAGE);
        assertThat(metrics)
                .extracting(ProcessMetric::webContentsId)
                .containsExactly(0, window.webContents().id());
        assertThat(metrics).allSatisfy(metric -> {
            assertThat(metric.residentBytes().orElseThrow()).isGreaterThan(1 << 20);
            assertThat(metric.cpu().orElseThrow()).isPositive();
            assertThat(metric.creationTime().orElseThrow())
                    .isBefore(Instant.now().plusSeconds(1));
        });
    }

    @Test
    void ps_withoutName_listsWhatRuns() {
        assertThat(CommandRun.of("ps").out())
                .contains("NAME", NAME, Long.toString(ProcessHandle.current().pid()));
        assertThat((List<?>) CommandRun.json("ps", "--json")).hasSize(1);
    }

    @Test
    void ps_withName_showsMainAndItsWindowsButNotItself() {
        CommandRun run = CommandRun.of("ps", NAME);

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("operated 2.1, pid " + ProcessHandle.current().pid(), "loop lag", PAGE, "Operated", "loaded");
        assertThat(run.out().lines()).hasSize(3);
        Map<?, ?> json = (Map<?, ?>) CommandRun.json("ps", NAME, "--json");
        assertThat(json.get("name")).isEqualTo(NAME);
        List<?> windows = (List<?>) json.get("windows");
        assertThat(windows).singleElement().isInstanceOfSatisfying(Map.class, shown -> {
            assertThat(shown.get("window")).isEqualTo(window.id());
            assertThat(((Number) CommandRun.member(shown, "pid")).longValue())
                    .isEqualTo(window.webContents().getOSProcessId());
            assertThat(shown.get("page")).isEqualTo(PAGE);
            assertThat(shown.get("state")).isEqualTo("loaded");
            assertThat((Integer) shown.get("residentBytes")).isPositive();
        });
    }

    @Test
    void ps_withName_showsUtilityProcesses() throws Exception {
        try (MainProcess other = MainProcess.builder()
                .name("helped")
                .headless(true)
                .userData(directory.resolve("helped"))
                .start()) {
            CompletableFuture<Long> pid = new CompletableFuture<>();
            UtilityProcess helper = other.utilityProcess()
                    .fork(
                            OperatedHelper.class.getName(),
                            UtilityOptions.defaults().serviceName("helper"));
            helper.on(
                    UtilityProcess.SPAWN, spawned -> pid.complete(spawned.pid().orElse(-1)));
            long expected = pid.get(30, TimeUnit.SECONDS);

            assertThat(CommandRun.of("ps", "helped").out())
                    .containsPattern("UTILITY +PID +UP +CPU +MEMORY\\R")
                    .containsPattern("helper +" + expected + " ");
            assertThat((List<?>) CommandRun.member((Map<?, ?>) CommandRun.json("ps", "helped", "--json"), "utilities"))
                    .singleElement()
                    .isInstanceOfSatisfying(Map.class, shown -> {
                        assertThat(shown.get("name")).isEqualTo("helper");
                        assertThat(((Number) CommandRun.member(shown, "pid")).longValue())
                                .isEqualTo(expected);
                    });
        }
    }

    @Test
    void ps_withName_countsWhatRendererAndMainHoldOfEachOther() throws Exception { // REM-48
        try (MainProcess other = MainProcess.builder()
                        .name("held")
                        .headless(true)
                        .userData(directory.resolve("held"))
                        .start();
                Renderer renderer = Renderer.attach(other.name())) {
            RemoteListeners<Mint.Reader> readers = new RemoteListeners<>();
            other.globals().share("mint", Mint.class, new Mint() {
                @Override
                public Coin strike(int value) {
                    return () -> value;
                }

                @Override
                public void read(Reader reader) {
                    readers.add(reader);
                }
            });
            Mint mint = renderer.remote().getGlobal("mint", Mint.class);
            List<Mint.Coin> coins = List.of(mint.strike(1), mint.strike(2), mint.strike(3));
            Mint.Reader reader = value -> {};
            mint.read(reader);

            Map<?, ?> json = (Map<?, ?>) CommandRun.json("ps", "held", "--json");

            assertThat((List<?>) CommandRun.member(json, "windows"))
                    .singleElement()
                    .isInstanceOfSatisfying(Map.class, shown -> {
                        assertThat(shown.get("references"))
                                .isEqualTo(Map.of(
                                        "count",
                                        4,
                                        "interfaces",
                                        Map.of(Mint.Coin.class.getName(), 3, Mint.class.getName(), 1)));
                        assertThat(shown.get("callbacks"))
                                .isEqualTo(Map.of("count", 1, "interfaces", Map.of(Mint.Reader.class.getName(), 1)));
                    });
            assertThat(CommandRun.of("ps", "held").out())
                    .containsPattern(" QUEUED +REFERENCES +CALLBACKS +PAGE ")
                    .containsPattern(" 4 +1 +- ");
            assertThat(coins).hasSize(3);
        }
    }

    /** What main shares, and what it holds of a page. */
    interface Mint {
        Coin strike(int value);

        void read(Reader reader);

        /** Is referred to. */
        interface Coin {
            int value();
        }

        /** Is called by main. */
        @FunctionalInterface
        interface Reader {
            void read(int value);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ps_ofStoppedRenderer_showsWhatMainHasForIt_andNothingOnceItWentOn() throws Exception {
        assertThat(queuedBytes()).isZero();
        long pid = window.webContents().getOSProcessId();

        Signals.send("STOP", pid);
        long queued;
        try {
            for (int i = 0; i < MESSAGES; i++) {
                window.webContents().send("unheard", new byte[MESSAGE_BYTES]);
            }
            queued = queuedBytes();
            assertThat(CommandRun.of("ps", NAME).out()).contains(" " + Quantity.bytes(queued) + " ");
        } finally {
            Signals.send("CONT", pid);
        }

        assertThat(queued).isGreaterThanOrEqualTo(MESSAGES * MESSAGE_BYTES);
        assertThat(Eventually.becomes(0L, PsCommandIT::queuedBytes)).isZero();
    }

    @Test
    void ps_afterTheLoopWasHeld_showsHowLongItTookToComeToItsNextTurn() throws Exception {
        BlockingQueue<Boolean> releases = new LinkedBlockingQueue<>();
        main.ipcMain().on("hold", (event, message) -> releases.take());
        Duration lag;
        double shown;
        String text;

        do { // again, if it was measured anew meanwhile, which it is about once a second
            CompletableFuture<CommandRun> holding = CommandRun.started("send", NAME, "hold");
            boolean late = Eventually.becomes(true, () -> main.app().loopLag().compareTo(LAG) > 0);
            releases.add(true);
            assertThat(late).isTrue();
            assertThat(holding.get().err()).isEmpty();
            lag = main.app().loopLag();
            shown = ((Number) CommandRun.member((Map<?, ?>) CommandRun.json("ps", NAME, "--json"), "loopLagMillis"))
                    .doubleValue();
            text = CommandRun.of("ps", NAME).out();
        } while (lag.compareTo(LAG) < 0 || !main.app().loopLag().equals(lag));

        assertThat(shown).isEqualTo(lag.toNanos() / 1e6);
        assertThat(text).contains("loop lag " + Quantity.millis(lag));
    }

    private static long queuedBytes() {
        Map<?, ?> shown = (Map<?, ?>) CommandRun.json("ps", NAME, "--json");
        Map<?, ?> only = (Map<?, ?>) ((List<?>) CommandRun.member(shown, "windows")).get(0);
        return ((Number) CommandRun.member(only, "queuedBytes")).longValue();
    }
}
