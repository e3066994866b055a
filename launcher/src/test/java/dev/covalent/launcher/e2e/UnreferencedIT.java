package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.Stdio;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that run although the application refers to nothing of them. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class UnreferencedIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        main = MainProcess.builder()
                .name("unreferenced")
                .headless(true)
                .userData(userData)
                .start();
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void utilityProcess_thatNobodyRefersTo_runsAndIsHeard() throws Exception { // UTL-21
        WeakReference<UtilityProcess> dropped = fork();
        assertThat(take()).isEqualTo("here");

        collect();

        UtilityProcess found = dropped.get();
        assertThat(found).isNotNull();
        Objects.requireNonNull(found).postMessage(List.of("echo", "still here"));
        assertThat(take()).isEqualTo("still here");
    }

    @Test
    void window_thatNobodyRefersTo_staysOpen_andItsPageAnswers() throws Exception { // WIN-18
        int id = open();

        collect();

        BrowserWindow found = main().browserWindows().fromId(id).orElseThrow();
        Object collectors =
                Peer.settled(found.webContents().invoke("collectors", LIMIT)).get();
        assertThat(collectors).asInstanceOf(InstanceOfAssertFactories.LIST).isNotEmpty();
        CompletableFuture<Object> closed = new CompletableFuture<>();
        found.on(BrowserWindow.CLOSED, closed::complete);
        found.close();
        assertThat(Peer.settled(closed)).isSameAs(found);
    }

    /** The reference is nowhere but in what is returned. */
    private WeakReference<UtilityProcess> fork() {
        UtilityProcess forked = main().utilityProcess()
                .fork(
                        UtilityProgram.class.getName(),
                        List.of("serve"),
                        UtilityOptions.defaults().stdio(Stdio.IGNORE));
        forked.on(UtilityProcess.MESSAGE, message -> told.add(message.data().get(String.class)));
        forked.postMessage(List.of("echo", "here"));
        return new WeakReference<>(forked);
    }

    private int open() {
        return ForkedIpcIT.loaded(main(), BrowserWindowOptions.page(FlagsPage.class))
                .id();
    }

    /** Collects what nobody refers to: what was dropped last is gone when this returns. */
    private static void collect() throws InterruptedException {
        WeakReference<Object> last = new WeakReference<>(new Object());
        assertThat(Eventually.becomes(true, () -> {
                    System.gc();
                    return last.refersTo(null);
                }))
                .isTrue();
    }

    private Object take() throws InterruptedException {
        return Objects.requireNonNull(told.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "nothing was told");
    }

    private MainProcess main() {
        return Objects.requireNonNull(main, "not started");
    }
}
