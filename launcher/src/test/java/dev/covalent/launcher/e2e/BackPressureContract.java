package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** ASK-03: every sender is told before its queue is full, is refused when it is, and nothing that was accepted is lost. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
abstract class BackPressureContract {
    static final int BOUND = 1 << 18;
    static final int WINDOW = BOUND / 4;

    private @Nullable IpcFixture fixture;

    /** Opens a window whose renderer runs scripts and has loaded. */
    abstract BrowserWindow open(MainProcess main, String title);

    @BeforeAll
    void start(@TempDir Path userData) {
        MainProcess main = MainProcess.builder()
                .name("pressure")
                .headless(true)
                .userData(userData)
                .queueBound(BOUND)
                .highWaterMark(WINDOW / 2)
                .start();
        fixture = new IpcFixture(main, this::open);
    }

    @AfterAll
    void stop() {
        fixture().close();
    }

    @Test
    void mainBlocked_rendererIsToldThenRefused_andNothingAcceptedIsLost(@TempDir Path files) {
        String channel = fixture().name("to-main");
        Path refused = files.resolve("refused");
        List<Integer> heard = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            heard.add(message.get(0, int.class));
            if (heard.size() == 1) {
                Flood.await(refused); // holds main's loop
            }
        });

        Flood.Result result = fixture()
                .first
                .run(Script.FLOOD_MAIN, channel, refused.toString())
                .get(Flood.Result.class);
        fixture().first.run(Script.IDENTITY);

        assertThat(result.told()).isTrue();
        assertThat(result.refusal()).startsWith("Main has not taken ").contains("the bound is " + BOUND);
        assertThat(result.buffered()).isBetween(BOUND / 2L, (long) BOUND);
        assertThat(heard).containsExactlyElementsOf(numbers(result.accepted()));
    }

    @Test // F11
    void rendererBlocked_mainAndOthersAreToldThenRefused_andNothingAcceptedIsLost(@TempDir Path files)
            throws Exception {
        String channel = fixture().name("blocked");
        Path release = files.resolve("release");
        Peer blocked = fixture().first;
        Peer other = fixture().second;
        blocked.listen(channel);
        blocked.listen(channel + ".other");
        CompletableFuture<WebContents> drained = new CompletableFuture<>();
        blocked.contents().on(WebContents.DRAIN, drained::complete);
        var unused = blocked.startOnLoop(Script.AWAIT_FILE, release.toString());

        int accepted = flood(blocked, channel);
        Flood.Result byOther =
                other.run(Script.FLOOD_TO, channel + ".other", blocked.id()).get(Flood.Result.class);
        assertThat(other.run(Script.IDENTITY).isNull()).isFalse();
        Flood.signal(release);

        assertThat(blocked.run(Script.NUMBERS_HEARD, channel, accepted).get(IpcFixture.NUMBERS))
                .containsExactlyElementsOf(numbers(accepted));
        assertThat(blocked.run(Script.NUMBERS_HEARD, channel + ".other", byOther.accepted())
                        .get(IpcFixture.NUMBERS))
                .containsExactlyElementsOf(numbers(byOther.accepted()));
        assertThat(Peer.settled(drained)).isSameAs(blocked.contents());
        assertThat(byOther.told()).isTrue();
        assertThat(byOther.refusal()).startsWith("Contents " + blocked.id() + " have not taken ");
        assertThat((long) Flood.BALLAST * accepted)
                .as("what waits in main and in the renderer")
                .isLessThanOrEqualTo(2L * BOUND);
        assertThat(other.heard(channel + ".other.drain", 1))
                .extracting(Heard::senderId)
                .contains(blocked.id());
    }

    /** PRT-08. */
    @Test
    void portNeverStarted_posterIsToldThenRefused_andGoesOnWhenItIs() {
        String channel = fixture().name("port");
        MessageChannel made = fixture().main.ipcMain().newMessageChannel();
        fixture().first.listen(channel);
        fixture().first.contents().postMessage(channel, "a port", List.of(made.port1()));
        fixture().first.heard(channel, 1);

        Flood.Result result = fixture().first.run(Script.FLOOD_PORT, channel).get(Flood.Result.class);
        assertThat(result.told()).isTrue();
        assertThat(result.refusal()).contains("the most is " + WINDOW).contains("Start the other port");
        assertThat(result.buffered()).isBetween(WINDOW / 2L, (long) WINDOW);

        Inbox<Integer> inbox = new Inbox<>();
        made.port2().onMessage(event -> inbox.add(channel, 1));
        assertThat(fixture().first.heard(channel + ".drain", 1)).hasSize(1);
        assertThat(inbox.size(channel)).isPositive();
        assertThat(fixture().first.run(Script.PORT_POST, channel, 3).get(boolean.class))
                .isTrue();
    }

    /** An idle sender hears that everything was taken although nothing else is sent to it. */
    @Test
    void sendTo_loneMessage_isConfirmedSoon() throws Exception {
        String channel = fixture().name("lone");
        fixture().second.listen(channel);
        fixture().first.run(Script.SEND_TO, fixture().second.id(), channel, 1);
        fixture().second.heard(channel, 1);

        assertThat(Eventually.becomes(
                        0L,
                        () -> fixture()
                                .first
                                .run(Script.BUFFERED, fixture().second.id())
                                .get(long.class)))
                .isZero();
    }

    @Test
    void sendTo_nobody_isNeverHeldBackForGood() {
        String channel = fixture().name("nobody");

        int accepted = 0;
        for (int i = 0; i < 3; i++) {
            accepted += fixture()
                    .first
                    .run(Script.SEND_TO_PATIENTLY, 4711, channel, 100)
                    .get(int.class);
        }

        assertThat(accepted).isEqualTo(300);
    }

    @Test
    void broadcast_reachesEveryWindow() {
        String channel = fixture().name("all");
        fixture().first.listen(channel);
        fixture().second.listen(channel);

        assertThat(fixture().main.browserWindows().broadcast(channel, 1, "text"))
                .isTrue();
        assertThat(fixture().main.browserWindows().broadcast(channel, 2, "text"))
                .isTrue();

        assertThat(Heard.firstArguments(fixture().first.heard(channel, 2))).containsExactly(1, 2);
        assertThat(Heard.firstArguments(fixture().second.heard(channel, 2))).containsExactly(1, 2);
    }

    IpcFixture fixture() {
        return Objects.requireNonNull(fixture, "fixture");
    }

    /** Sends from main until it is refused; returns how many were accepted. */
    static int flood(Peer peer, String channel) {
        boolean told = false;
        int accepted = 0;
        try {
            while (accepted < 100_000) {
                told |= !peer.contents().send(channel, accepted, new byte[Flood.BALLAST]);
                accepted++;
            }
        } catch (QueueFullException full) {
            assertThat(told).isTrue();
            return accepted;
        }
        throw new AssertionError("Main sent " + accepted + " messages and was not refused");
    }

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
