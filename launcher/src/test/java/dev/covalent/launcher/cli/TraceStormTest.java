package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.remote.TraceFilter;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import dev.covalent.renderer.boot.OperatorLink;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TraceStormTest {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final int MESSAGES = 60_000;

    @TempDir
    private Path directory;

    @BeforeEach
    void useOwnRuntimeDirectory() {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
    }

    @AfterEach
    void forgetRuntimeDirectory() {
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @Test
    void trace_byOneWhoDoesNotTakeIt_holdsUpNobody_andEveryLineIsToldOrCounted() throws Exception {
        try (MainProcess main = MainProcess.builder()
                        .name("storm")
                        .headless(true)
                        .userData(directory.resolve("data"))
                        .start();
                Renderer sender = Renderer.attach("storm");
                OperatorLink operator = OperatorLink.attach("storm")) {
            AtomicInteger next = new AtomicInteger();
            CountDownLatch arrived = new CountDownLatch(MESSAGES);
            main.ipcMain().on("storm", (event, message) -> {
                if (message.get(0, int.class) == next.getAndIncrement()) {
                    arrived.countDown();
                }
            });
            main.ipcMain().on("barrier", (event, message) -> event.returnValue(true));
            CountDownLatch released = new CountDownLatch(1);
            CountDownLatch all = new CountDownLatch(MESSAGES);
            AtomicLong lost = new AtomicLong();
            operator.port()
                    .trace(
                            new TraceFilter("storm", 0),
                            (lines, dropped) -> {
                                awaitQuietly(released);
                                lost.addAndGet(dropped);
                                for (long i = lines.size() + dropped; i > 0; i--) {
                                    all.countDown();
                                }
                            },
                            () -> {});

            for (int i = 0; i < MESSAGES; i++) {
                if (!sender.ipcRenderer().send("storm", i)) {
                    sender.ipcRenderer().sendSync("barrier", i);
                }
            }
            assertThat(arrived.await(30, TimeUnit.SECONDS))
                    .as("all, in order, while nobody takes the trace")
                    .isTrue();
            released.countDown();

            assertThat(all.await(30, TimeUnit.SECONDS))
                    .as("each is told or counted")
                    .isTrue();
            assertThat(lost).hasValueGreaterThan(0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
