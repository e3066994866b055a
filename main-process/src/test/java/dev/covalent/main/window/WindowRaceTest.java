package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.session.RendererSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two threads do to a window at once, many times over: whoever is first, its state is of one piece. */
@Timeout(60)
final class WindowRaceTest extends WindowTableFixture {
    private static final int ROUNDS = 1500;
    private static final int DELAYS = 100;

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final AtomicInteger met = new AtomicInteger();

    @AfterEach
    void end() {
        other.shutdownNow();
    }

    @Test // WIN-11, WIN-29
    void destroy_whileACrashedWindowIsReloaded_leavesNoRenderer() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            BrowserWindow window = table.open(PAGE);
            table.abandoned(session(window));
            loop.runAll();

            atOnce(i, window::destroy, () -> reload(window));
            loop.runAll();

            assertThat(window.isDestroyed()).isTrue();
            assertThat(table.session(window.webContents().id())).isEmpty();
            assertThat(table.isStarting(window)).isFalse();
        }
    }

    @Test // WIN-28, WIN-29
    void reload_whileTheCrashIsAnnounced_isLoading() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            BrowserWindow window = table.open(PAGE);
            loop.runAll();
            table.abandoned(session(window));

            atOnce(i, loop::runAll, window::reload);
            loop.runAll();

            assertThat(window.webContents().isCrashed()).isFalse();
            assertThat(window.webContents().isLoading()).isTrue();
            window.destroy();
            loop.runAll();
        }
    }

    @Test // WIN-29, WIN-33
    void reload_whileThePageIsReportedAsLoaded_isLoading() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            BrowserWindow window = table.open(PAGE);
            loop.runAll();
            RendererSession session = session(window);

            atOnce(i, () -> table.pages().loaded(session), window::reload);
            loop.runAll();

            assertThat(window.webContents().isLoading()).isTrue();
            window.destroy();
            loop.runAll();
        }
    }

    @Test // APP-04
    void destroy_ofANamedWindowThatIsBeingOpened_isCountedOnce() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            told.clear();
            atOnce(i, () -> table.open(PAGE.name("named")), this::destroyNamed);
            table.fromName("named").ifPresent(BrowserWindow::destroy);
            loop.runAll();

            assertThat(told.stream().filter("all closed"::equals)).hasSize(1);
        }
    }

    private void destroyNamed() {
        boolean found = false;
        for (int tries = 0; tries < 1000 && !found; tries++) {
            found = table.fromName("named")
                    .map(window -> {
                        window.destroy();
                        return true;
                    })
                    .orElse(false);
        }
    }

    private static void reload(BrowserWindow window) {
        try {
            window.reload();
        } catch (IllegalStateException destroyed) {
            assertThat(window.isDestroyed()).isTrue();
        }
    }

    /** Begins both as nearly at once as can be, the other one a little later each time. */
    private void atOnce(int round, Runnable here, Runnable there) throws Exception {
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    meet();
                    for (int i = 0; i < round % DELAYS; i++) {
                        Thread.onSpinWait();
                    }
                    there.run();
                },
                other);
        meet();
        here.run();
        done.get(30, TimeUnit.SECONDS);
    }

    /** Waits for the other thread without giving up the processor: to be woken takes longer than what is looked for. */
    private void meet() {
        int both = (met.incrementAndGet() + 1) / 2 * 2;
        while (met.get() < both && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }
}
