package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** REM-62: windows that pages find without a call, which main could not answer while it holds its loop. */
@Timeout(30)
final class WindowNewsTest {
    private final MainProcess main = MainProcess.builder()
            .name("news-" + ProcessHandle.current().pid())
            .headless(true)
            .start();
    private final List<Renderer> renderers = new ArrayList<>();

    @AfterEach
    void close() {
        renderers.forEach(Renderer::close);
        main.close();
    }

    @Test
    void fromIdAndSend_ofAWindowWhoseIdAMessageTold_areNoCall() { // REM-62
        Renderer page = attach(added -> {});
        page.remote().browserWindow();
        CompletableFuture<Boolean> sent = finding(
                page,
                "made",
                id -> page.remote()
                        .browserWindow()
                        .fromId(id)
                        .orElseThrow()
                        .webContents()
                        .send("ping", "someThing"));
        WebContents contents = contents(page);
        main.app().on(App.BROWSER_WINDOW_CREATED, window -> {
            contents.send("made", window.id());
            awaitInTurn(sent);
        });
        CompletableFuture<Heard> heard = new CompletableFuture<>();

        attach(other -> other.ipcRenderer()
                .on(
                        "ping",
                        (event, message) -> heard.complete(new Heard(event.senderId(), 0, List.of(message.get(0))))));

        assertThat(Peer.settled(sent)).isTrue();
        assertThat(Peer.settled(heard)).isEqualTo(new Heard(0, 0, List.of("someThing")));
    }

    @Test
    void fromId_ofOneThatWasThereBefore_isNoCall() {
        Renderer other = attach(added -> {});
        Renderer page = attach(added -> {});
        page.remote().browserWindow();
        page.remote().webContents();
        CompletableFuture<List<Integer>> found = finding(
                page,
                "find",
                id -> List.of(
                        page.remote().browserWindow().fromId(id).orElseThrow().id(),
                        page.remote()
                                .webContents()
                                .fromId(other.webContentsId())
                                .orElseThrow()
                                .id()));
        main.ipcMain().on("hold", (event, message) -> {
            event.reply("find", other.windowId());
            awaitInTurn(found);
        });

        page.ipcRenderer().send("hold");

        assertThat(Peer.settled(found)).containsExactly(other.windowId(), other.webContentsId());
    }

    @Test
    void fromId_ofAWindowThatIsDestroyed_findsNothing_andAHandleOfItDoesNothing() { // WIN-10
        Renderer other = attach(added -> {});
        Renderer page = attach(added -> {});
        RemoteBrowserWindow held =
                page.remote().browserWindow().fromId(other.windowId()).orElseThrow();
        CompletableFuture<Boolean> found = finding(
                page, "closed", id -> page.remote().browserWindow().fromId(id).isPresent());
        WebContents contents = contents(page);
        BrowserWindow window = main.browserWindows().fromId(other.windowId()).orElseThrow();
        window.on(BrowserWindow.CLOSED, closed -> contents.send("closed", closed.id()));

        window.destroy();

        assertThat(Peer.settled(found)).isFalse();
        assertThat(held.webContents().send("ping")).isTrue();
        held.close();
        assertThat(held.isDestroyed()).isTrue();
    }

    /** Has a page do something with the id that a message tells it, in the turn in which it hears of it. */
    private static <T> CompletableFuture<T> finding(Renderer page, String channel, IntFunction<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        page.ipcRenderer().on(channel, (event, message) -> {
            try {
                done.complete(work.apply(message.get(0, int.class)));
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    /** Holds main's loop until a page is done. */
    private static void awaitInTurn(CompletableFuture<?> done) {
        CountDownLatch settled = new CountDownLatch(1);
        var unused = done.whenComplete((result, failed) -> settled.countDown());
        try {
            assertThat(settled.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            done.cancel(false);
        }
    }

    private Renderer attach(Consumer<Renderer> setUp) {
        Renderer renderer = Renderer.attachment(main.name()).setUp(setUp).attach();
        renderers.add(renderer);
        return renderer;
    }

    private WebContents contents(Renderer renderer) {
        return main.browserWindows().webContentsFromId(renderer.webContentsId()).orElseThrow();
    }
}
