package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Channel;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.RemoteWindowOptions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** REM-05, REM-62: windows and contents cost one call at most. */
final class RemoteWindowsTest {
    private static final WindowDescription NEWS = new WindowDescription(7, 70, "News");

    private final ScriptedLink link = new ScriptedLink();
    private final RemoteModule remote = new RemoteAccess(link, thrown -> {}).module();

    @Test
    void fromIdAndSend_costOneRequestAndOneOneWayMessage() { // REM-62
        link.answer = request -> request.equals(new RemoteRequest.WindowFind(7)) ? NEWS : null;

        RemoteBrowserWindow window = remote.browserWindow().fromId(7).orElseThrow();
        window.webContents().send("ping", "someThing", 1);

        assertThat(window.id()).isEqualTo(7);
        assertThat(window.title()).isEqualTo("News");
        assertThat(link.requests)
                .containsExactly(new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW), new RemoteRequest.WindowFind(7));
        assertThat(link.posted).singleElement().isInstanceOfSatisfying(Upstream.RemoteSend.class, sent -> {
            assertThat(sent.webContentsId()).isEqualTo(70);
            assertThat(sent.channel()).isEqualTo("ping");
            assertThat(StructuredClone.arguments(sent.arguments()).toList()).containsExactly("someThing", 1);
        });
    }

    @Test
    void openAsync_asksAndDoesNotWait() { // REM-61
        RemoteWindowOptions options =
                RemoteWindowOptions.page("app.NewsPage").title("News").size(3, 4);

        assertThat(remote.browserWindow().openAsync(options)).isNotDone();

        assertThat(link.posted)
                .singleElement()
                .isInstanceOfSatisfying(
                        Upstream.Ask.class,
                        ask -> assertThat(ask.asked())
                                .isEqualTo(new RemoteRequest.WindowOpen("app.NewsPage", "News", 3, 4, true)));
    }

    @Test
    void fromId_unknown_isEmpty() { // WIN-10
        assertThat(remote.browserWindow().fromId(99)).isEmpty();
        assertThat(remote.webContents().fromId(99)).isEmpty();
        assertThat(link.requests)
                .containsExactly(
                        new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW),
                        new RemoteRequest.WindowFind(99),
                        new RemoteRequest.RootGet(RemoteRoot.WEB_CONTENTS),
                        new RemoteRequest.ContentsFind(99));
    }

    @Test
    void getAllWindows_isOneRequest() {
        link.answer = request -> List.of(new WindowDescription(3, 30, "Index"), NEWS);

        assertThat(remote.browserWindow().getAllWindows())
                .extracting(RemoteBrowserWindow::id)
                .containsExactly(3, 7);
        assertThat(link.requests)
                .containsExactly(new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW), new RemoteRequest.WindowList());
    }

    @Test
    void currentWindowAndContents_areAskedForOnce_andAreTheSameWhateverWayTheyCome() { // REM-03, REM-05, REM-46
        link.answer = request -> request.equals(new RemoteRequest.RootGet(RemoteRoot.CURRENT_WINDOW))
                ? new WindowDescription(3, 30, "Index")
                : new ContentsDescription(30, 4711);
        RemoteBrowserWindow window = remote.getCurrentWindow();

        assertThat(window.id()).isEqualTo(3);
        assertThat(window.title()).isEqualTo("Index");
        assertThat(window.webContents()).isSameAs(remote.getCurrentWebContents());
        assertThat(remote.getCurrentWebContents().id()).isEqualTo(30);
        assertThat(remote.getCurrentWindow()).isSameAs(window);
        assertThat(link.requests)
                .containsExactly(
                        new RemoteRequest.RootGet(RemoteRoot.CURRENT_WINDOW),
                        new RemoteRequest.RootGet(RemoteRoot.CURRENT_WEB_CONTENTS));
    }

    @Test
    void handles_ofOneWindow_areTheSame() { // REM-46
        link.answer = request -> request instanceof RemoteRequest.WindowFind
                        || request.equals(new RemoteRequest.RootGet(RemoteRoot.CURRENT_WINDOW))
                ? NEWS
                : new ContentsDescription(70, 4711);

        Set<Object> handles = Collections.newSetFromMap(new IdentityHashMap<>());
        handles.add(remote.browserWindow().fromId(7).orElseThrow());
        handles.add(remote.browserWindow().fromId(7).orElseThrow());
        handles.add(remote.webContents().fromId(70).orElseThrow());
        handles.add(remote.browserWindow().fromId(7).orElseThrow().webContents());
        handles.add(remote.getCurrentWindow());

        assertThat(handles).hasSize(2);
    }

    @Test
    void isDestroyedAndProcessId_askMainEachTime() {
        link.answer = request -> request instanceof RemoteRequest.WindowFind ? NEWS : new ContentsDescription(70, 4711);
        RemoteBrowserWindow window = remote.browserWindow().fromId(7).orElseThrow();
        RemoteWebContents contents = window.webContents();
        assertThat(window.isDestroyed()).isFalse();
        assertThat(contents.isDestroyed()).isFalse();
        assertThat(contents.getOSProcessId()).isEqualTo(4711);

        link.answer = request -> null;

        assertThat(window.isDestroyed()).isTrue();
        assertThat(contents.isDestroyed()).isTrue();
        assertThat(contents.getOSProcessId()).isZero();
    }

    @Test
    void close_isOneOneWayMessage() {
        link.answer = request -> new WindowDescription(3, 30, "Index");
        remote.getCurrentWindow().close();

        assertThat(link.posted).containsExactly(new Upstream.WindowClose(3));
        assertThat(link.requests).hasSize(1);
    }

    @Test // ASK-11
    void send_typedChannel_isOneArgument() {
        link.answer = request -> new ContentsDescription(30, 4711);
        remote.getCurrentWebContents().send(new Channel<>("ping", Object[].class), new Object[] {1, 2});

        assertThat(link.posted).singleElement().isInstanceOfSatisfying(Upstream.RemoteSend.class, sent -> {
            assertThat(sent.channel()).isEqualTo("ping");
            assertThat(StructuredClone.arguments(sent.arguments()).size()).isEqualTo(1);
        });
    }

    @Test
    void send_whatCannotBeSent_isRefusedAndNothingIsSent() {
        link.answer = request -> new ContentsDescription(30, 4711);
        RemoteWebContents contents = remote.getCurrentWebContents();

        assertThatThrownBy(() -> contents.send("ping", Thread.currentThread()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("args[0]");
        assertThatThrownBy(() -> contents.send(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Missing required channel argument");
        assertThat(link.posted).isEmpty();
    }
}
