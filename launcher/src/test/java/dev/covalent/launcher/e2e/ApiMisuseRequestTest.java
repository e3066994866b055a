package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.renderer.IpcRenderer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the public API says of requests that are not answered, or not waited for any more. */
final class ApiMisuseRequestTest extends ApiMisuseFixture {
    private static final CompletableFuture<Object> SILENCE = new CompletableFuture<>();

    ApiMisuseRequestTest() {
        super(Duration.ofMillis(700));
    }

    @Test
    void request_threadIsInterrupted_saysWhetherItWasSent() {
        IpcRenderer ipc = renderer().ipcRenderer();
        Thread waiting = Thread.currentThread();
        main().ipcMain().on("interrupting", (event, message) -> {
            event.defer();
            waiting.interrupt();
        });
        main().ipcMain().handle("interrupting", (event, message) -> silenceAfterInterrupting(waiting));

        assertThatThrownBy(() -> ipc.sendSync("interrupting"))
                .isInstanceOf(CancellationException.class)
                .hasMessage("Interrupted while waiting for the sendSync of 'interrupting'; it may still run");
        assertThat(waiting.isInterrupted()).isTrue();
        assertThatThrownBy(() -> ipc.sendSync("interrupting"))
                .isInstanceOf(CancellationException.class)
                .hasMessage("Interrupted before the sendSync of 'interrupting' was sent; nothing ran");
        assertThat(Thread.interrupted()).isTrue();
        // Which thread sends an invoke is left open; one that is sent by another ends at its deadline, as join does not
        // heed an interrupt.
        assertThatThrownBy(() -> ipc.invoke("interrupting").join())
                .satisfiesAnyOf(
                        cut -> {
                            assertThat(cut).isInstanceOf(CancellationException.class);
                            assertThat(root(cut)) // newer JDKs wrap it, once or twice
                                    .hasMessage(
                                            "Interrupted while waiting for the invoke of 'interrupting'; it may still run");
                        },
                        late -> assertThat(late).hasCauseInstanceOf(IpcTimeoutException.class));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void request_neverAnswered_timesOutSayingWhatMayHaveHappened() { // INV-22, SYN-05
        String limit = " within 700 ms; what was asked may still run. Answer sooner, or";
        main().ipcMain().on("silent", (event, message) -> event.defer());
        main().ipcMain().handle("silent", (event, message) -> SILENCE);

        assertThatThrownBy(() -> renderer().ipcRenderer().sendSync("silent"))
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageStartingWith("No answer to sendSync of 'silent'" + limit)
                .hasMessageContaining("MainProcess.builder().requestTimeout");
        assertThatThrownBy(() -> renderer().ipcRenderer().invoke("silent").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IpcTimeoutException.class)
                .rootCause() // by the clock of main's or of the renderer's, whichever is first
                .hasMessageContaining("'silent'")
                .hasMessageContaining("within 700 ms")
                .hasMessageContaining("may still run")
                .hasMessageContaining("MainProcess.builder().requestTimeout");
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : root(cause);
    }

    private static CompletionStage<Object> silenceAfterInterrupting(Thread waiting) {
        waiting.interrupt();
        return SILENCE;
    }
}
