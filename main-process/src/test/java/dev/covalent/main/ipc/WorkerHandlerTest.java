package dev.covalent.main.ipc;

import static dev.covalent.main.ipc.RouterFixture.failureOf;
import static dev.covalent.main.ipc.RouterFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Upstream;
import dev.covalent.main.IpcMain;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** ASK-21: handlers that do not run on the loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class WorkerHandlerTest {
    private final RouterFixture fixture = new RouterFixture();
    private final IpcMain ipcMain = fixture.ipcMain;
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test // ASK-21
    void handle_byExecutor_isAnsweredWhenItHasRun() {
        ipcMain.handle("channel", tasks::add, (event, message) -> "ran " + message.get(0));
        ipcMain.handle("staged", tasks::add, (event, message) -> CompletableFuture.completedFuture("staged"));
        ipcMain.handle("failing", tasks::add, (event, message) -> {
            throw new IllegalStateException("mine");
        });

        CompletableFuture<Outcome> answer = fixture.invoke("channel", 1);
        CompletableFuture<Outcome> staged = fixture.invoke("staged");
        CompletableFuture<Outcome> failing = fixture.invoke("failing");
        assertThat(answer).isNotDone();
        tasks.forEach(Runnable::run);

        assertThat(resultOf(answer)).isEqualTo("ran 1");
        assertThat(resultOf(staged)).isEqualTo("staged");
        assertThat(failureOf(failing).message())
                .isEqualTo("Error invoking remote method 'failing': java.lang.IllegalStateException: mine");
    }

    @Test // ASK-21
    void handle_moreWaitsThanMay_isBusy_untilThereIsRoom() {
        ipcMain.handle("channel", tasks::add, (event, message) -> "ran");
        byte[] most = new byte[RouterFixture.BOUND - 400];

        CompletableFuture<Outcome> first = fixture.invoke("channel", most);
        Outcome.Failure refused = failureOf(fixture.invoke("channel", new byte[200]));
        tasks.remove().run();
        CompletableFuture<Outcome> next = fixture.invoke("channel", most);
        tasks.remove().run();

        assertThat(refused.kind()).isEqualTo(FailureKind.BUSY);
        assertThat(refused.message())
                .startsWith("Error invoking remote method 'channel': Error: as many bytes wait")
                .contains("10000");
        assertThat(resultOf(first)).isEqualTo("ran");
        assertThat(resultOf(next)).isEqualTo("ran");
    }

    @Test // ASK-21: empty requests are bounded, too; and one that is larger than the bound gets through alone
    void handle_manyEmptyOnes_areBusyAtLast() {
        ipcMain.handle("channel", tasks::add, (event, message) -> "ran");

        assertThat(fixture.invoke("channel", new byte[2 * RouterFixture.BOUND])).isNotDone();
        tasks.remove().run();
        int accepted = 0;
        while (accepted < 1000 && !fixture.invoke("channel").isDone()) {
            accepted++;
        }

        assertThat(accepted).isBetween(10, 100);
    }

    @Test // ASK-21
    void handle_executorRejects_isAClearFailure_andTakesNoRoom() {
        Executor rejecting = task -> {
            throw new RejectedExecutionException("shut down");
        };
        ipcMain.handle("channel", rejecting, (event, message) -> "ran");

        for (int i = 0; i < 100; i++) {
            Outcome.Failure failure = failureOf(fixture.invoke("channel", new byte[1000]));
            assertThat(failure.kind()).isEqualTo(FailureKind.BUSY);
            assertThat(failure.message())
                    .isEqualTo("Error invoking remote method 'channel': Error: the handler's executor rejected it;"
                            + " nothing ran");
        }
    }

    @Test // ASK-21: the renderer's fault, so it is told before the executor has it
    void handle_malformedArguments_blameTheSender() {
        ipcMain.handle("channel", tasks::add, (event, message) -> "ran");

        assertThatThrownBy(() ->
                        fixture.invoke(new Upstream.Invoke(1, "channel", 10_000, Payload.of(new byte[] {1, 2, 3}))))
                .isInstanceOf(MalformedDataException.class);
        assertThat(tasks).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void handle_null_isRefused() {
        assertThatThrownBy(() -> ipcMain.handle("channel", null, (event, message) -> 1))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ipcMain.handle("channel", Runnable::run, (IpcMain.Handler) null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void room_executorRunsAndRejects_runsOnceAndKeepsItsAccount() {
        WaitingRoom room = new WaitingRoom(1000);
        Executor confused = task -> {
            task.run();
            throw new RejectedExecutionException("after all");
        };
        int[] runs = new int[1];

        for (int i = 0; i < 10; i++) {
            assertThat(room.enter(500, confused, () -> runs[0]++)).isEqualTo(WaitingRoom.Entry.ACCEPTED);
        }

        assertThat(runs[0]).isEqualTo(10);
    }
}
