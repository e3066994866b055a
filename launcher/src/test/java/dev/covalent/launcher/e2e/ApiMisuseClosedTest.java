package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.IpcClosedException;
import dev.covalent.common.MessagePort;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.Renderer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the public API says when it is used after its end. */
final class ApiMisuseClosedTest extends ApiMisuseFixture {
    @Test
    void bag_unshared_isMissing() { // REM-43
        main().globals().share("doomed", Map.of("a", 1));
        RemoteObject doomed = renderer().remote().getGlobal("doomed");
        main().globals().unshare("doomed");
        main().globals().unshare("doomed");

        assertThatThrownBy(() -> doomed.get("a"))
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("missing remote object");
    }

    @Test
    void renderer_closed_refusesEverything() throws InterruptedException { // IPC-26
        Renderer closed = Renderer.attach("misused");
        IpcRenderer ipc = closed.ipcRenderer();
        int id = closed.webContentsId();

        closed.close();
        closed.close();

        assertThat(closed.isClosed()).isTrue();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> ipc.send("x"),
                () -> ipc.sendSync("x"),
                () -> ipc.sendTo(1, "x"),
                () -> ipc.postMessage("x", 1, List.of()),
                () -> closed.remote().getGlobal("x"),
                () -> closed.remote().browserWindow().getAllWindows())) {
            assertThatThrownBy(use)
                    .isInstanceOf(IpcClosedException.class)
                    .hasMessage("IPC method called after context was released");
        }
        assertThatThrownBy(() -> ipc.invoke("x").join())
                .hasCauseInstanceOf(IpcClosedException.class)
                .hasRootCauseMessage("IPC method called after context was released");
        MessagePort port = ipc.newMessageChannel().port1();
        assertThat(port.isWritable()).isFalse();
        assertThat(port.postMessage("to nobody")).isFalse();
        assertThat(closed.webContentsId()).isEqualTo(id);
        assertThat(Eventually.becomes(
                        true,
                        () -> main().browserWindows().webContentsFromId(id).isEmpty()))
                .isTrue();
    }

    @Test
    void window_destroyed_refusesToSendAndForgetsNothingElse() throws InterruptedException { // WIN-03, 12, 16
        Renderer attached = Renderer.attachment("misused").outliveMain().attach();
        BrowserWindow window =
                main().browserWindows().fromId(attached.windowId()).orElseThrow();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        window.on(BrowserWindow.CLOSED, event -> closed.complete(true));

        window.destroy();
        window.destroy();
        window.close();

        misuse(() -> window.webContents().send("x"), "Object has been destroyed");
        misuse(() -> window.webContents().postMessage("x", 1, List.of()), "Object has been destroyed");
        assertThat(window.isDestroyed()).isTrue();
        assertThat(window.id()).isEqualTo(attached.windowId());
        assertThat(window.webContents().id()).isEqualTo(attached.webContentsId());
        assertThat(Peer.settled(closed)).isTrue();
        assertThat(attached.awaitClose(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> attached.ipcRenderer().sendSync("x"))
                .isInstanceOfAny(IpcClosedException.class, PeerGoneException.class);
    }

    @Test
    void main_closed_refusesWindowsAndIsNotFound() {
        MainProcess closed = MainProcess.builder()
                .name("short")
                .userData(userData.resolve("short"))
                .start();
        MessagePort port = closed.ipcMain().newMessageChannel().port1();
        closed.close();
        closed.close();
        closed.app().quit();
        closed.app().exit(7);

        misuse(
                () -> closed.browserWindows().open(BrowserWindowOptions.page("P")),
                "The application is quitting: no window can be opened any more");
        assertThatThrownBy(() -> Renderer.attach("short")).hasMessageContaining("No application named 'short'");
        assertThat(port.isWritable()).isFalse();
        assertThat(port.postMessage("to nobody")).isFalse();
    }
}
