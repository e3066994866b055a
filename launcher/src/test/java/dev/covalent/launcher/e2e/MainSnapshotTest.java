package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A single thing that is forgotten is seen, and is not seen any more once it is gone. */
@Timeout(MainSnapshot.TEST_SECONDS)
@ExtendWith(LeakCheck.class)
final class MainSnapshotTest {
    private static final int ALIKE = 5;

    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        MainProcess started = MainProcess.builder()
                .name("snapshots")
                .headless(true)
                .spareRenderer(false)
                .userData(userData)
                .start();
        main = started;
        started.app().on(App.WINDOW_ALL_CLOSED, app -> {});
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void listener_leaked_isSeen() throws InterruptedException {
        assertSeen("event.ListenerTable$Registration", () -> main().ipcMain().on("leaked", (event, message) -> {}));
        assertSeen("event.ListenerTable$Registration", () -> main().app().on(App.QUIT, code -> {}));
        assertSeen(
                "event.HandlerTable$Registration",
                () -> main().ipcMain().handle("leaked", (event, message) -> "never"));
    }

    private static void assertSeen(String what, Supplier<Subscription> leak) throws InterruptedException {
        MainSnapshot before = settled();
        leakAndSee(before, what, leak);
        before.assertBack();
    }

    /** What is removed is held by nobody when this has returned. */
    private static void leakAndSee(MainSnapshot before, String what, Supplier<Subscription> leak) {
        Subscription leaked = leak.get();
        assertGrown(before, what);
        leaked.close();
    }

    @Test
    void wait_leaked_isSeen() throws InterruptedException {
        Scripts scripts = new Scripts(main().ipcMain());
        BrowserWindow window = InJvmIpcTest.attach(main(), "never answers");
        Peer peer = new Peer(scripts, window.webContents(), window.id());
        peer.run(Script.HANDLE_NEVER, "never");
        peer.run(Script.HANDLE_ECHO, "echo");
        Value unused = Peer.settled(window.webContents().invoke("echo", Duration.ofMinutes(10)));
        MainSnapshot before = settled();

        CompletableFuture<Value> waiting = window.webContents().invoke("never", Duration.ofMinutes(10));

        assertGrown(before, "main.invoke.");
        assertThat(waiting.cancel(false)).isTrue();
    }

    @Test
    void window_leaked_isSeen() throws InterruptedException {
        InJvmIpcTest.attach(main(), "the first").destroy(); // what is made once for all
        MainSnapshot before = settled();

        BrowserWindow window = InJvmIpcTest.attach(main(), "leaked");
        assertGrown(before, "main.window.MainBrowserWindow");
        assertGrown(before, "main.window.BrowserWebContents");
        assertGrown(before, "main.ipc.");

        window.destroy();
        assertThat(main().browserWindows().getAllWindows()).isEmpty();
    }

    /** What other tests of this JVM have left, and ends late, is not to hide what is leaked here. */
    private static MainSnapshot settled() throws InterruptedException {
        AtomicReference<MainSnapshot> last = new AtomicReference<>(MainSnapshot.take());
        AtomicInteger alike = new AtomicInteger();
        int enough = Eventually.becomes(ALIKE, () -> {
            MainSnapshot now = MainSnapshot.take();
            boolean same = now.objects().equals(last.getAndSet(now).objects());
            return alike.updateAndGet(before -> same ? before + 1 : 0);
        });
        assertThat(enough).isEqualTo(ALIKE);
        return Objects.requireNonNull(last.get());
    }

    private static void assertGrown(MainSnapshot before, String what) {
        List<String> grown = MainSnapshot.take().grownSince(before);
        assertThat(grown).anyMatch(line -> line.startsWith("objects: dev.covalent.") && line.contains("." + what));
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }
}
