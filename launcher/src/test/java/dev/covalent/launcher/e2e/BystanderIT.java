package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.launcher.bench.fault.Offers;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A renderer beside others that are killed, or do not keep up: it does not notice. How fast it is served is compared with
 * how fast it was a moment before and after; since whatever else the machine does can only make the difference larger, the best
 * of some rounds counts.
 */
@Timeout(120)
@ExtendWith(LeakCheck.class)
final class BystanderIT {
    private static final int BOUND = 1 << 18;
    private static final int ROUNDS = 6;

    /** What is held on an idle machine may be missed by so much in all rounds on one that does other things. */
    private static final double BUSY_MACHINE = 2;

    private static final int VICTIMS = 3;
    private static final int QUESTIONS = 3000;

    /** Until the code that is measured is compiled, more or less; it gets faster all the same, in favour of nobody. */
    private static final int WARM_UP = 30_000;

    /** What questions are answered with: whether those that are measured are to end. */
    private final AtomicBoolean enough = new AtomicBoolean();

    private final AtomicInteger never = new AtomicInteger();
    private @Nullable MainProcess main;
    private @Nullable Scripts scripts;
    private @Nullable Peer bystander;

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("bystanders")
                .headless(true)
                .spareRenderer(false) // which would start while something is measured
                .userData(userData)
                .queueBound(BOUND)
                .start();
        main = started;
        scripts = new Scripts(started.ipcMain());
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        started.ipcMain().on("question", (event, message) -> event.returnValue(enough.get()));
        bystander = open();
        bystander.run(Errand.NANOS_OF, "question", WARM_UP);
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
    void victims_killedWhileTheirHandlersRun_theOtherWaitsNoLonger() { // F3
        assertThat(best(2, this::slowdownByKills)).isLessThan(BUSY_MACHINE * 2);
    }

    /** Returns by how much the slowest of a hundred questions takes longer while others are killed. */
    @SuppressWarnings("FutureReturnValueIgnored") // the handler's future goes to the framework
    private double slowdownByKills() {
        double usual = ninetyNinthDuring(() -> {});
        List<Peer> victims = Stream.generate(this::open).limit(VICTIMS).toList();
        Semaphore asked = new Semaphore(0);
        String channel = "never-" + never.incrementAndGet();
        try (Subscription listening = main().ipcMain().on(channel, (event, message) -> {
                    event.defer();
                    asked.release();
                });
                Subscription handling = main().ipcMain().handle(channel, (event, message) -> {
                    asked.release();
                    return new CompletableFuture<>();
                })) {
            assertThat(List.of(listening, handling)).doesNotContainNull();
            victims.forEach(victim -> {
                assertThat(victim.start(Script.SEND_SYNC, channel)).isNotDone();
                assertThat(victim.start(Script.INVOKE, channel)).isNotDone();
            });
            assertThat(asked.tryAcquire(2 * VICTIMS, 20, TimeUnit.SECONDS)).isTrue();
            double beside = ninetyNinthDuring(() -> victims.forEach(this::kill));
            return beside / Math.min(usual, ninetyNinthDuring(() -> {}));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private double ninetyNinthDuring(Runnable action) {
        enough.set(false);
        CompletableFuture<Value> measured = bystander().start(Errand.NINETY_NINTH, "question");
        action.run();
        enough.set(true);
        return Peer.settled(measured).get(double.class);
    }

    private void kill(Peer victim) {
        BrowserWindow window = main().browserWindows().fromId(victim.windowId()).orElseThrow();
        try (GoneWatch watch = new GoneWatch(main(), window)) {
            Signals.send("KILL", victim);
            assertThat(watch.await().exitCode()).isEqualTo(137);
            window.destroy();
            watch.awaitClosed();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void consumer_ofOneMessageASecond_isOfferedTenThousand_theOtherKeepsItsThroughput(@TempDir Path files) // F11
            throws Exception {
        Peer slow = open();
        Path hurry = files.resolve("hurry");
        slow.run(Errand.LISTEN_SLOWLY, Offers.CHANNEL, hurry.toString());
        MainSnapshot before = MainSnapshot.take();
        try (Offers offers = new Offers(slow.contents())) {
            double slowdown = best(1 / 0.8, () -> slowdownBy(offers));

            assertThat(slowdown).isLessThan(BUSY_MACHINE / 0.8);
            assertThat(offers.refused()).isPositive();
            assertThat(offers.mostWaiting()).isBetween(BOUND / 2L, (long) BOUND);
            assertThat(MainSnapshot.take().heapBytes())
                    .as("main's heap, with what waits")
                    .isLessThan((long) (before.heapBytes() * 1.05) + 2 * BOUND);
            Flood.signal(hurry);
            assertThat(slow.run(Script.NUMBERS_HEARD, Offers.CHANNEL, offers.accepted())
                            .get(IpcFixture.NUMBERS))
                    .containsExactlyElementsOf(
                            IntStream.range(0, offers.accepted()).boxed().toList());
        }
    }

    /** Returns by how much the bystander's questions take longer while another is sent more than it takes. */
    private double slowdownBy(Offers offers) {
        double before = nanosOfQuestions();
        double beside;
        try (Offers.Running running = offers.begin()) {
            assertThat(running).isNotNull();
            beside = nanosOfQuestions();
        }
        return beside / Math.min(before, nanosOfQuestions());
    }

    private double nanosOfQuestions() {
        return bystander().run(Errand.NANOS_OF, "question", QUESTIONS).get(long.class);
    }

    /** Measures until it is what is held on an idle machine, and returns the least. */
    private static double best(double held, DoubleSupplier measurement) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > held; round++) {
            least = Math.min(least, measurement.getAsDouble());
        }
        return least;
    }

    private Peer open() {
        BrowserWindow window = ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(ScriptPage.class));
        return new Peer(Objects.requireNonNull(scripts, "scripts"), window.webContents(), window.id());
    }

    private Peer bystander() {
        return Objects.requireNonNull(bystander, "bystander");
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
