package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.concurrent.StackRoom;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page whose stack overflows while it sends: the error is its own, and its link to main stays as it was. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class OverflownStackTest {
    private static final long STACK_BYTES = 256 << 10;
    private static final int SUCCESSES = 20;

    /** A way to send a number. */
    private enum Way {
        SEND,
        SEND_SYNC,
        INVOKE;

        /** Sends it; what it gives completes when main has heard it, if that can be known. */
        CompletableFuture<?> send(IpcRenderer ipc, int number) {
            switch (this) {
                case SEND -> ipc.send("number", number);
                case SEND_SYNC -> ipc.sendSync("number", number);
                case INVOKE -> {
                    return ipc.invoke("number", number);
                }
            }
            return CompletableFuture.completedFuture(true);
        }
    }

    private final AtomicInteger overflown = new AtomicInteger();
    private final Map<Integer, CompletableFuture<?>> sent = new ConcurrentSkipListMap<>();
    private final List<Integer> heard = new CopyOnWriteArrayList<>();
    private int next;

    @ParameterizedTest
    @EnumSource
    void send_overflowsTheStackAtAnyDepth_losesNothingElse(Way way, @TempDir Path data) throws Exception {
        try (MainProcess main = MainProcess.builder()
                        .name("overflown-stack")
                        .headless(true)
                        .userData(data)
                        .start();
                Renderer renderer = Renderer.attach("overflown-stack")) {
            main.ipcMain().on("number", (event, message) -> {
                heard.add(message.get(0, int.class));
                event.returnValue(true);
            });
            main.ipcMain().handle("number", (event, message) -> heard.add(message.get(0, int.class)));
            IpcRenderer ipc = renderer.ipcRenderer();
            for (Way any : Way.values()) {
                Object unused =
                        any.send(ipc, 0); // Java never loads a class again whose loading has overflowed the stack
            }
            assertThat(StackRoom.isThere()).isTrue();

            Thread deep = new Thread(null, () -> sendFromTheDepth(way, ipc), "deep", STACK_BYTES);
            deep.start();
            deep.join(TimeUnit.SECONDS.toMillis(30));

            assertThat(deep.isAlive()).isFalse();
            assertThat(overflown).hasPositiveValue();
            assertThat(ipc.sendSync("number", -1).get(boolean.class)).isTrue();
            List<Integer> arrived = sent.entrySet().stream()
                    .filter(each -> !failed(each.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(arrived).hasSizeGreaterThanOrEqualTo(SUCCESSES / 2);
            assertThat(heard).endsWith(-1).containsSubsequence(arrived);
        }
    }

    /** Goes down until the stack overflows, and sends from every frame on the way back, until that has often succeeded. */
    @SuppressWarnings("InfiniteRecursion") // which is what this is about
    private void sendFromTheDepth(Way way, IpcRenderer ipc) {
        try {
            sendFromTheDepth(way, ipc);
        } catch (StackOverflowError | UncloneableValueException bottom) {
            overflown.incrementAndGet();
        }
        if (sent.size() < SUCCESSES) {
            int number = ++next;
            sent.put(number, way.send(ipc, number));
        }
    }

    private static boolean failed(CompletableFuture<?> answer) {
        try {
            Object unused = answer.get(20, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException failed) {
            return true;
        } catch (InterruptedException | TimeoutException never) {
            throw new AssertionError("It ends neither way", never);
        }
    }
}
