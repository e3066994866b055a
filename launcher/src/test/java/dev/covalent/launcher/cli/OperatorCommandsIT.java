package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.SharedObject;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands against an application with one window, whose renderer is a process of its own. */
@Timeout(60)
final class OperatorCommandsIT {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final String NAME = "operated";
    private static final int ENDINGS = 20; // what is told first when one ends is chance

    @TempDir
    private static Path directory;

    private static MainProcess main;
    private static BrowserWindow window;
    private static SharedObject room;
    private static final BlockingQueue<List<Object>> heard = new LinkedBlockingQueue<>();
    private static final List<String> told = new CopyOnWriteArrayList<>();

    /** Not every test takes what main has heard. */
    @BeforeEach
    void forget() {
        heard.clear();
    }

    @BeforeAll
    static void start() throws InterruptedException {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
        main = MainProcess.builder()
                .name(NAME)
                .version("2.1")
                .headless(true)
                .userData(directory.resolve("data"))
                .start();
        room = main.globals().share("room", Map.of("target", 20));
        room.validate("target", change -> {
            if (change.newValue().get(int.class) > 25) {
                throw new IllegalArgumentException("at most 25 degrees");
            }
        });
        main.ipcMain().on("heard", (event, message) -> heard.add(message.toList()));
        main.ipcMain().on("to-main", (event, message) -> {
            heard.add(message.toList());
            told.add("sender "
                    + (main.browserWindows().fromWebContents(event.sender()).isPresent() ? "listed" : "unlisted"));
        });
        main.ipcMain().on("order-sync", (event, message) -> event.returnValue(1));
        main.ipcMain().handle("add", (event, message) -> message.get(0, int.class) + message.get(1, int.class));
        main.ipcMain().handle("never", (event, message) -> new CompletableFuture<>());
        window = open();
        main.app().on(App.BROWSER_WINDOW_CREATED, created -> told.add("window created"));
        main.app().on(App.WEB_CONTENTS_CREATED, created -> told.add("contents created"));
        main.app().on(App.RENDER_PROCESS_GONE, gone -> told.add("process gone"));
    }

    @AfterAll
    static void end() {
        main.close();
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @Test
    void operator_comesAndGoes_isNoWindowOfTheApplications() throws Exception {
        told.clear();
        assertThat(CommandRun.of("send", NAME, "to-main", "1")).isEqualTo(new CommandRun(0, "", ""));

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(List.of(1));
        assertThat(CommandRun.of("ps", NAME).status()).isZero(); // what the first one's end could tell is told
        assertThat(told).containsExactly("sender unlisted");
        assertThat(main.browserWindows().getAllWindows()).containsExactly(window);
        assertThat(main.browserWindows().getAllWebContents()).containsExactly(window.webContents());
    }

    @Test
    void get_ofObject_printsItsPropertiesAsJson() {
        main.globals().share("values", Map.of("bytes", new byte[] {1, 2}, "when", Instant.EPOCH));

        assertThat(CommandRun.of("get", NAME).out().lines()).contains("room", "values");
        assertThat(((Map<?, ?>) CommandRun.json("get", NAME, "room", "--json")).containsKey("target"))
                .isTrue();
        assertThat(CommandRun.of("get", NAME, "values", "bytes", "--json").out().strip())
                .isEqualTo("{\"$bytes\":\"AQI=\"}");
        assertThat(CommandRun.of("get", NAME, "values", "when").out().strip()).isEqualTo("\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void get_ofWhatIsNotThere_saysInOneLineWhatIs() {
        CommandRun object = CommandRun.of("get", NAME, "rom");
        CommandRun property = CommandRun.of("get", NAME, "room", "targt");

        assertThat(object.err())
                .contains("shares no object 'rom'; it shares ", "room")
                .hasLineCount(1);
        assertThat(object.status()).isEqualTo(1);
        assertThat(property.err())
                .contains("'room' has no property 'targt'; it has target")
                .hasLineCount(1);
        assertThat(property.status()).isEqualTo(1);
    }

    @Test
    void set_ofProperty_isSeenByMain() {
        assertThat(CommandRun.of("set", NAME, "room", "name", "[\"a\", 1]").status())
                .isZero();
        assertThat(room.get("name")).isEqualTo(List.of("a", 1));
        assertThat(CommandRun.of("set", NAME, "room", "name", "plain", "--string")
                        .status())
                .isZero();
        assertThat(room.get("name")).isEqualTo("plain");
        assertThat(CommandRun.json("set", NAME, "room", "name", "7", "--json")).isEqualTo(Map.of("set", true));
        assertThat(room.get("name")).isEqualTo(7);
        assertThat(CommandRun.of("set", NAME, "room", "name", "{\"$bytes\": \"AQI=\"}")
                        .status())
                .isZero();
        assertThat(room.get("name")).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void set_whatIsVetoed_failsWithTheReason() {
        CommandRun run = CommandRun.of("set", NAME, "room", "target", "99");

        assertThat(run.err()).contains("at most 25 degrees").hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void watch_count_endsAfterSoManyChanges() throws Exception {
        SharedObject counter = main.globals().share("counter", Map.of("n", 0));
        CompletableFuture<CommandRun> watching =
                CommandRun.started("watch", NAME, "counter", "n", "--count", "2", "--json");
        int n = 0;
        while (!watching.isDone()) {
            counter.set("n", ++n);
            Thread.onSpinWait();
        }
        CommandRun run = watching.get();

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(2).allSatisfy(line -> {
            Map<?, ?> change = CommandRun.parsed(line);
            assertThat(change.get("property")).isEqualTo("n");
            assertThat((Integer) change.get("new")).isEqualTo((Integer) CommandRun.member(change, "old") + 1);
            assertThat(change.get("origin")).isEqualTo(0);
        });
    }

    @Test
    void send_ofTextThatBeginsWithAt_isThatText_notAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("at"), "read");

        assertThat(CommandRun.of("send", NAME, "to-main", "@" + file, "@@b", "--string"))
                .isEqualTo(new CommandRun(0, "", ""));

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(List.of("@" + file, "@@b"));
    }

    @Test
    void send_json_saysThatItWasSent() throws Exception {
        assertThat(CommandRun.json("send", NAME, "to-main", "5", "--json")).isEqualTo(Map.of("sent", true));

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(List.of(5));
    }

    @Test
    void send_toContents_reachesThePage() throws Exception {
        CommandRun run = CommandRun.of("send", NAME, "news", "\"a\"", "{\"b\": null}", "--to", contents());

        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        List<Object> message = heard.poll(10, TimeUnit.SECONDS);
        assertThat(message).hasSize(1);
        assertThat((List<?>) message.get(0)).hasSize(2).first().isEqualTo("a");
    }

    @Test
    void send_toContentsThatAreNotThere_fails() {
        CommandRun run = CommandRun.of("send", NAME, "news", "--to", "4711");

        assertThat(run.err())
                .contains("no contents 4711; there are " + contents())
                .hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void invoke_ofMainAndOfAPage_printsTheAnswer() {
        assertThat(CommandRun.of("invoke", NAME, "add", "--", "1", "-3"))
                .isEqualTo(new CommandRun(0, "-2" + System.lineSeparator(), ""));
        assertThat(CommandRun.json("invoke", NAME, "selection", "1.5", "--to", contents(), "--json"))
                .isEqualTo(List.of("selected", List.of(1.5)));
    }

    @Test
    void invoke_thatFails_saysWhy() {
        CommandRun handler = CommandRun.of("invoke", NAME, "failing", "--to", contents());
        CommandRun missing = CommandRun.of("invoke", NAME, "absent");
        CommandRun late = CommandRun.of("invoke", NAME, "never", "--deadline", "0.2");
        CommandRun latePage = CommandRun.of("invoke", NAME, "never", "--to", contents(), "--deadline", "0.2");
        CommandRun nowhere = CommandRun.of("invoke", NAME, "selection", "--to", "4711");

        for (CommandRun run : List.of(handler, nowhere)) {
            assertThat(run.err()).doesNotContain("Could not call remote method"); // that is how it was asked
        }
        assertThat(handler.err()).contains("no selection").hasLineCount(1);
        assertThat(missing.err()).contains("No handler registered for 'absent'").hasLineCount(1);
        assertThat(List.of(late.err(), latePage.err()))
                .containsOnly("covalent: '" + NAME + "' has not answered 'never' within 200 ms, and may still be at it."
                        + " Wait longer with --deadline" + System.lineSeparator());
        assertThat(nowhere.err())
                .contains("no contents 4711; there are " + contents())
                .hasLineCount(1);
        assertThat(List.of(handler.status(), missing.status(), late.status(), latePage.status(), nowhere.status()))
                .containsOnly(1);
    }

    @Test
    void invoke_thatKeepsMainsLoopBusy_saysInOneLineThatItWasLate() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (MainProcess held = other("held").start()) {
            held.ipcMain().handle("block", (event, message) -> released.await(30, TimeUnit.SECONDS));
            try (CommandProcess asking = CommandProcess.to(
                    directory.resolve("out").toFile(), directory, "invoke", "held", "block", "--deadline", "0.2")) {
                assertThat(asking.status()).isEqualTo(1);
                assertThat(asking.err())
                        .isEqualTo("covalent: 'held' has not answered 'block' within 200 ms, and may still be at it."
                                + " Wait longer with --deadline" + System.lineSeparator());
            } finally {
                released.countDown();
            }
        }
    }

    @Test
    void command_whileMainsLoopIsBusy_saysWhatThatMeans_withOrWithoutAnAttachment() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (MainProcess busy =
                other("busy").requestTimeout(Duration.ofMillis(300)).start()) {
            busy.ipcMain().on("block", (event, message) -> {
                entered.countDown();
                assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
            });
            CompletableFuture<CommandRun> sending = CommandRun.started("send", "busy", "block");
            try {
                while (!entered.await(10, TimeUnit.MILLISECONDS)) {
                    if (sending.isDone()) { // a busy machine did not let it attach in that time
                        assertThat(sending.get().err()).startsWith("covalent: 'busy' has not answered within ");
                        sending = CommandRun.started("send", "busy", "block");
                    }
                }

                for (CommandRun run : List.of(CommandRun.of("get", "busy"), sending.get())) {
                    assertThat(run.err())
                            .matches(
                                    "covalent: 'busy' has not answered within \\d+ ms: it is stopped, or its main loop is"
                                            + " busy\\. 'covalent ps' tells its pid, and 'jstack PID' what it is at\\R");
                    assertThat(run.status()).isEqualTo(1);
                }
            } finally {
                released.countDown();
            }
        }
    }

    @Test
    void trace_ofAChannelAndAWindow_tellsBothDirectionsWithTheirOutcomes_andNothingOfAnotherWindow() throws Exception {
        BrowserWindow other = open();
        CompletableFuture<CommandRun> tracing = CommandRun.started(
                "trace",
                NAME,
                "--channel",
                "order*",
                "--window",
                Integer.toString(window.id()),
                "--count",
                "8",
                "--json");
        while (!tracing.isDone()) {
            for (BrowserWindow each : List.of(other, window)) {
                each.webContents().send("order", 1);
                each.webContents().send("news", 1);
                askPage(each);
            }
        }
        other.destroy();
        CommandRun run = tracing.get();

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        List<Map<?, ?>> all =
                run.out().lines().<Map<?, ?>>map(CommandRun::parsed).toList();
        assertThat(all)
                .hasSize(8)
                .extracting(passed -> CommandRun.member(passed, "channel"))
                .containsOnly("order", "order-sync");
        assertThat(all).allSatisfy(passed -> {
            boolean out = CommandRun.member(passed, "channel").equals("order");
            assertThat(passed.get("kind")).isEqualTo(out ? "webContents.send" : "sendSync");
            assertThat(passed.get("direction")).isEqualTo(out ? "out" : "in");
            assertThat(passed.get(out ? "to" : "from"))
                    .isEqualTo(window.webContents().id());
            assertThat(passed.get(out ? "from" : "to")).isEqualTo(0);
            assertThat(passed.get("outcome")).isEqualTo(out ? "sent" : "success");
        });
    }

    @Test
    void trace_ofAWindowThatIsClosedMeanwhile_keepsWhatItPrinted_andEndsWithOneLine() throws Exception {
        BrowserWindow other = open();
        String id = Integer.toString(other.id());
        StringWriter printed = new StringWriter();
        CompletableFuture<CommandRun> tracing =
                CommandRun.started(printed, "trace", NAME, "--window", id, "--count", "1000000");
        while (printed.getBuffer().isEmpty()) {
            askPage(other);
        }

        other.destroy();
        CommandRun run = tracing.get();

        assertThat(run.err())
                .isEqualTo("covalent: Window " + id + " of '" + NAME + "' is closed" + System.lineSeparator());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("selection");
    }

    @Test
    void trace_ofWindowThatIsNotThere_saysWhichAre() {
        CommandRun run = CommandRun.of("trace", NAME, "--window", "4711");

        assertThat(run.err())
                .isEqualTo("covalent: There is no window 4711; there are " + window.id() + System.lineSeparator());
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void command_forAnApplicationThatIsNotThere_saysWhereItLookedAndWhoIs() {
        CommandRun run = CommandRun.of("ps", "absent");

        assertThat(run.err())
                .contains("'absent'", directory.toString(), "Running are: " + NAME)
                .hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void command_whereOperatorsAreNotLetIn_saysSo() {
        try (MainProcess closed = MainProcess.builder()
                .name("closed")
                .headless(true)
                .operators(false)
                .userData(directory.resolve("closed"))
                .start()) {
            CommandRun run = CommandRun.of("ps", closed.name());

            assertThat(run.err()).contains("lets no operator's tool in").hasLineCount(1);
            assertThat(run.status()).isEqualTo(1);
        }
    }

    @Test
    void watch_whenTheApplicationEnds_endsWithStatus69() throws Exception {
        StringWriter printed = new StringWriter();
        CompletableFuture<CommandRun> watching;
        try (MainProcess other = MainProcess.builder()
                .name("ending")
                .headless(true)
                .userData(directory.resolve("ending"))
                .start()) {
            SharedObject bag = other.globals().share("bag", Map.of("n", 0));
            watching = CommandRun.started(printed, "watch", "ending", "bag");
            for (int n = 1; printed.getBuffer().isEmpty(); n++) {
                bag.set("n", n);
            }
        }
        CommandRun run = watching.get();

        assertThat(run.err()).isEqualTo("covalent: Application 'ending' has ended" + System.lineSeparator());
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.out()).contains(" n: ", "(main)");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
    void invoke_whenTheApplicationEndsMeanwhile_endsWithStatus69() throws Exception {
        for (int i = 0; i < ENDINGS; i++) {
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<CommandRun> asking;
            try (MainProcess other = MainProcess.builder()
                    .name("ending")
                    .headless(true)
                    .userData(directory.resolve("ending"))
                    .start()) {
                other.ipcMain().handle("never", (event, message) -> unanswered(asked));
                asking = CommandRun.started("invoke", "ending", "never");
                assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(asking.get())
                    .isEqualTo(new CommandRun(
                            69, "", "covalent: Application 'ending' has ended" + System.lineSeparator()));
        }
    }

    private static BrowserWindow open() throws InterruptedException {
        return OperatedPage.open(main, BrowserWindowOptions.page(OperatedPage.class));
    }

    private static void askPage(BrowserWindow window) throws Exception {
        assertThat(window.webContents()
                        .invoke("selection", Duration.ofSeconds(10))
                        .get()
                        .isNull())
                .isFalse();
    }

    private static MainProcess.Builder other(String name) {
        return MainProcess.builder().name(name).headless(true).userData(directory.resolve(name));
    }

    private static CompletableFuture<Object> unanswered(CountDownLatch asked) {
        asked.countDown();
        return new CompletableFuture<>();
    }

    private static String contents() {
        return Integer.toString(window.webContents().id());
    }
}
