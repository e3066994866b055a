package dev.covalent.main.ipc;

import static dev.covalent.main.ipc.RouterFixture.failureOf;
import static dev.covalent.main.ipc.RouterFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Cancellation;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.concurrent.CancellationSource;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.IpcMain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** ASK-21: handlers that do not run on the loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
final class WorkerHandlerTest {
    private final RouterFixture fixture = new RouterFixture();
    private final ManualLoop loop = new ManualLoop();
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
    void handle_executorRejects_isAClearFailure() {
        Executor rejecting = task -> {
            throw new RejectedExecutionException("shut down");
        };
        ipcMain.handle("channel", rejecting, (event, message) -> "ran");

        Outcome.Failure failure = failureOf(fixture.invoke("channel"));
        assertThat(failure.kind()).isEqualTo(FailureKind.BUSY);
        assertThat(failure.message())
                .isEqualTo("Error invoking remote method 'channel': Error: the handler's executor rejected it;"
                        + " nothing ran");
    }

    @Test // ASK-21
    void handle_executorFails_isTheHandlersFailureAndUncaught() {
        IllegalStateException broken = new IllegalStateException("broken");
        Executor failing = task -> {
            throw broken;
        };
        ipcMain.handle("channel", failing, (event, message) -> "ran");

        Outcome.Failure failure = failureOf(fixture.invoke("channel"));
        assertThat(failure.kind()).isEqualTo(FailureKind.HANDLER);
        assertThat(failure.message())
                .isEqualTo("Error invoking remote method 'channel': java.lang.IllegalStateException: broken");
        assertThat(fixture.uncaught).containsExactly(broken);
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

    @Test // ASK-21
    void handle_executorRunsAndRejects_runsOnce_andThatIsTheAnswer() {
        int[] runs = new int[1];
        Executor confused = task -> {
            task.run();
            task.run();
            throw new RejectedExecutionException("after all");
        };
        ipcMain.handle("channel", confused, (event, message) -> ++runs[0]);

        assertThat(resultOf(fixture.invoke("channel"))).isEqualTo(1);
        assertThat(runs[0]).isEqualTo(1);
    }

    @Test // INV-21, INV-22, ASK-05
    void handle_nobodyWaitsWhenItsTurnComes_doesNotRun() {
        List<Object> ran = new ArrayList<>();
        ipcMain.handle("channel", tasks::add, (event, message) -> ran.add(message.get(0)));
        long later = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
        CancellationSource givenUp = new CancellationSource(loop, () -> false, later);

        invoke("given up", givenUp);
        invoke("late", new CancellationSource(loop, () -> false, System.nanoTime()));
        invoke("gone", new CancellationSource(loop, () -> true, later));
        invoke("wanted", new CancellationSource(loop, () -> false, later));
        givenUp.raise(Cancellation.Reason.CANCELLED);
        tasks.forEach(Runnable::run);

        assertThat(ran).containsExactly("wanted");
    }

    private void invoke(Object argument, Cancellation cancellation) {
        var unused = fixture.router.invoke(
                fixture.session,
                new Upstream.Invoke(1, "channel", 10_000, RouterFixture.arguments(argument)),
                cancellation);
    }
}
