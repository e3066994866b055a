package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.SerialLoop;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SparesTest {
    private static final JvmCommand WAITING =
            JvmCommand.builder(Waiting.class.getName()).build();
    private static final JvmCommand MISSING = JvmCommand.builder("no.Such").build();

    private final SerialLoop loop = new SerialLoop("spares-test", thrown -> {});
    private final ScheduledExecutorService timer = Threads.scheduler("spares-test-timer");
    private final SessionTable sessions = new SessionTable();
    private final List<RendererSession> disconnected = new CopyOnWriteArrayList<>();
    private final AtomicBoolean memoryShort = new AtomicBoolean();
    private final Spares spares = new Spares(
            SpareUse.ON,
            new SpareStarter(
                    sessions,
                    loop,
                    timer,
                    ClassArchives.none(),
                    true,
                    Duration.ofSeconds(30),
                    QueueLimits.DEFAULT,
                    () -> "unix:/nowhere",
                    disconnected::add),
            memoryShort::get,
            Runnable::run);

    /** Waits like a spare, and never connects. */
    public static final class Waiting {
        private Waiting() {}

        /** Reads its input to the end. */
        public static void main(String[] arguments) throws IOException {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @AfterEach
    void close() {
        spares.close();
        timer.shutdownNow();
        loop.close();
    }

    @Test
    void keep_beforeAWindow_makesNone() {
        spares.keep(() -> WAITING);

        assertThat(spares.processId()).isEmpty();
    }

    @Test
    void keep_makesOne_andNoOther_whichIsNotTakenBeforeItIsReady() {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        long pid = spares.processId().orElseThrow();
        spares.keep(() -> WAITING);

        assertThat(spares.processId()).hasValue(pid);
        assertThat(spares.isReady()).isFalse();
        assertThat(spares.take(WAITING)).isNull();
        assertThat(sessions.find(1)).get().matches(RendererSession::isSpare);
        assertThat(sessions.find(2)).isEmpty();
    }

    @Test
    void keep_memoryIsShort_makesNone() {
        memoryShort.set(true);
        spares.windowOpened();

        spares.keep(() -> WAITING);

        assertThat(spares.processId()).isEmpty();
        assertThat(sessions.find(1)).isEmpty();
        memoryShort.set(false);
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isPresent();
    }

    @Test
    void look_memoryHasBecomeShort_givesItUp() throws Exception {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        ProcessHandle process = process();
        spares.look();
        assertThat(spares.processId()).isPresent();

        memoryShort.set(true);
        spares.look();

        assertThat(spares.processId()).isEmpty();
        assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(sessions.find(1)).isEmpty();
        assertThat(disconnected).hasSize(1);
    }

    @Test
    void keep_oneDies_makesNoOtherUntilAWindowIsOpened() {
        spares.windowOpened();
        spares.keep(() -> MISSING);
        while (spares.processId().isPresent()) {
            Thread.onSpinWait();
        }

        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isEmpty();

        spares.windowOpened();
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isPresent();
    }

    @Test
    void close_endsIt_andNoneIsMadeAnyMore() {
        spares.windowOpened();
        spares.keep(() -> WAITING);
        ProcessHandle process = process();

        spares.close();
        spares.close();

        assertThat(process.isAlive()).isFalse();
        spares.keep(() -> WAITING);
        assertThat(spares.processId()).isEmpty();
        assertThat(spares.take(WAITING)).isNull();
    }

    private ProcessHandle process() {
        return ProcessHandle.of(spares.processId().orElseThrow()).orElseThrow();
    }
}
