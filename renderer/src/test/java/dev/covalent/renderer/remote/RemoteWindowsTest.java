package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Channel;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteBrowserWindows;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.RemoteWebContentsLookup;
import dev.covalent.renderer.RemoteWindowOptions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** REM-05, REM-62: windows and contents cost one call at most, and none if main has told of them. */
final class RemoteWindowsTest {
    private static final WindowDescription NEWS = new WindowDescription(7, 70, "News");
    private static final Request BROWSER_WINDOW = new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW);
    private static final Request WEB_CONTENTS = new RemoteRequest.RootGet(RemoteRoot.WEB_CONTENTS);

    private final ScriptedLink link = new ScriptedLink();
    private final RemoteAccess access = new RemoteAccess(link, thrown -> {});
    private final RemoteModule remote = access.module();

    @Test
    void fromIdAndSend_costOneOneWayMessage_andOneRequestTheFirstTime() { // REM-62
        link.windows = List.of(NEWS);

        for (int i = 1; i <= 2; i++) {
            RemoteBrowserWindow window = remote.browserWindow().fromId(7).orElseThrow();
            window.webContents().send("ping", "someThing", i);
            assertThat(window.id()).isEqualTo(7);
            assertThat(window.title()).isEqualTo("News");
            assertThat(link.posted).hasSize(i).last().isInstanceOfSatisfying(Upstream.RemoteSend.class, sent -> {
                assertThat(sent.webContentsId()).isEqualTo(70);
                assertThat(sent.channel()).isEqualTo("ping");
                assertThat(StructuredClone.arguments(sent.arguments()).toList()).startsWith("someThing");
            });
        }

        assertThat(link.requests).containsExactly(BROWSER_WINDOW);
    }

    @Test
    void fromId_ofAWindowThatMainToldOf_isNoRequest_untilItTellsThatItIsGone() { // REM-62
        RemoteBrowserWindows all = remote.browserWindow();
        access.received(new WindowNews.WindowMade(NEWS));

        assertThat(all.fromId(7).orElseThrow().webContents().id()).isEqualTo(70);
        assertThat(all.fromIdAsync(7)).isCompletedWithValueMatching(found -> found.equals(all.fromId(7)));
        assertThat(link.requests).containsExactly(BROWSER_WINDOW);
        assertThat(link.posted).isEmpty();

        access.received(new WindowNews.WindowGone(7));

        assertThat(all.fromId(7)).isEmpty();
        assertThat(all.fromIdAsync(7)).isNotDone();
        assertThat(link.requests).containsExactly(BROWSER_WINDOW, new RemoteRequest.WindowFind(7));
        assertThat(link.posted).hasSize(1);
    }

    @Test
    void contentsFromId_ofContentsThatMainToldOf_isNoRequest_untilItTellsThatTheyAreGone() { // REM-62
        link.contents = List.of(30);
        RemoteWebContentsLookup all = remote.webContents();
        access.received(new WindowNews.ContentsMade(70));

        assertThat(all.fromId(30).orElseThrow().id()).isEqualTo(30);
        assertThat(all.fromId(70).orElseThrow().id()).isEqualTo(70);
        assertThat(all.fromIdAsync(70)).isCompletedWithValueMatching(found -> found.equals(all.fromId(70)));
        assertThat(link.requests).containsExactly(WEB_CONTENTS);

        access.received(new WindowNews.ContentsGone(30));

        assertThat(all.fromId(30)).isEmpty();
        assertThat(link.requests).containsExactly(WEB_CONTENTS, new RemoteRequest.ContentsFind(30));
    }

    @Test
    void fromId_ofOneThatMainSaidIsDestroyed_findsNothing_beforeItIsTold() {
        link.windows = List.of(NEWS);
        link.contents = List.of(70);
        RemoteBrowserWindow window = remote.browserWindow().fromId(7).orElseThrow();
        RemoteWebContents shown = remote.webContents().fromId(70).orElseThrow();

        assertThat(window.isDestroyed()).isTrue();
        assertThat(shown.isDestroyed()).isTrue();

        assertThat(remote.browserWindow().fromId(7)).isEmpty();
        assertThat(remote.webContents().fromId(70)).isEmpty();
    }

    @Test
    void title_isTheLastThatMainTold() {
        link.windows = List.of(NEWS);
        link.answer = request -> List.of(new WindowDescription(7, 70, "Old news"));
        RemoteBrowserWindows all = remote.browserWindow();

        assertThat(all.getAllWindows()).extracting(RemoteBrowserWindow::title).containsExactly("Old news");
        assertThat(all.fromId(7).orElseThrow().title()).isEqualTo("Old news");
    }

    @Test
    void fromId_afterTheLinkEnded_asks_andSoFails() {
        link.windows = List.of(NEWS);
        RemoteBrowserWindows all = remote.browserWindow();
        access.ended();

        assertThat(all.fromId(7)).isEmpty();
        assertThat(link.requests).containsExactly(BROWSER_WINDOW, new RemoteRequest.WindowFind(7));
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
                        BROWSER_WINDOW,
                        new RemoteRequest.WindowFind(99),
                        WEB_CONTENTS,
                        new RemoteRequest.ContentsFind(99));
    }

    @Test
    void getAllWindows_isOneRequest() {
        link.answer = request -> List.of(new WindowDescription(3, 30, "Index"), NEWS);

        assertThat(remote.browserWindow().getAllWindows())
                .extracting(RemoteBrowserWindow::id)
                .containsExactly(3, 7);
        assertThat(link.requests).containsExactly(BROWSER_WINDOW, new RemoteRequest.WindowList());
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
        link.answer =
                request -> request instanceof RemoteRequest.ContentsCheck ? new ContentsDescription(70, 4711) : NEWS;
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
