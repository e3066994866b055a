package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.GoneReason;
import dev.covalent.common.ProcessInfo;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.AppDescription;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MethodKey;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.remote.AppListener;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.renderer.RemoteApp;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteProcess;
import dev.covalent.renderer.RemoteRenderProcessGone;
import dev.covalent.renderer.RemoteWindowOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The application and its process as a page gets them: what it costs, and what the page's listeners hear. */
final class RemoteAppTest {
    private static final ProcessInfo INFO = new ProcessInfo(4711, Duration.ofSeconds(5), 10, 100, "17");
    private static final WindowDescription NEWS = new WindowDescription(7, 70, "News");

    private final ScriptedLink link = new ScriptedLink();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final RemoteAccess access = new RemoteAccess(link, uncaught::add);
    private final List<Object> heard = new ArrayList<>();

    @Test
    void app_isAskedForOnce_andKnowsItsNameAndVersion() { // REM-03
        RemoteApp app = app();

        assertThat(app.name()).isEqualTo("notes");
        assertThat(app.version()).isEqualTo("1.2");
        assertThat(access.module().app()).isSameAs(app);
        assertThat(link.requests).containsExactly(new RemoteRequest.RootGet(RemoteRoot.APP));
    }

    @Test
    void process_isAskedForOnce_andSaysWhatItIsLikeAtEachCall() { // REM-03, REM-06
        link.references = List.of(ObjectReference.to(2, "process"));
        RemoteProcess process = access.module().process();
        link.references = List.of();
        link.answer = request -> INFO;

        assertThat(process.info()).isEqualTo(INFO);
        assertThat(access.module().process().info()).isEqualTo(INFO);

        assertThat(link.requests).hasSize(3);
        assertThat(link.requests.get(0)).isEqualTo(new RemoteRequest.RootGet(RemoteRoot.PROCESS));
        assertThat(called()).containsExactly("process.info", "process.info");
    }

    @Test
    void quitAndExit_areOneOneWayMessageEach() {
        RemoteApp app = app();
        link.requests.clear();

        app.quit();
        app.exit(3);

        assertThat(link.requests).isEmpty();
        assertThat(link.posted).containsExactly(new Upstream.AppQuit(), new Upstream.AppExit(3));
    }

    @Test
    void on_isOneCall_closingItOneMessage_twiceIsANoOp() {
        Subscription subscription = app().on(RemoteApp.BEFORE_QUIT, heard::add);

        subscription.close();
        subscription.close();
        tell("beforeQuit");

        assertThat(called()).containsExactly("app.on");
        assertThat(link.posted).containsExactly(new Upstream.AppUnlisten(1));
        assertThat(heard).isEmpty();
    }

    @Test
    void on_eachListenerHasANumberOfItsOwn_alsoTheSameTwice() {
        EventListener<RemoteApp> listener = heard::add;
        app().on(RemoteApp.BEFORE_QUIT, listener);
        Subscription second = access.module().app().on(RemoteApp.BEFORE_QUIT, listener);

        second.close();

        assertThat(link.posted).containsExactly(new Upstream.AppUnlisten(2));
    }

    @Test
    void onAsync_asksWithoutWaiting_givenUp_isTakenBack() {
        CompletableFuture<Subscription> added = app().onAsync(RemoteApp.BEFORE_QUIT, heard::add);

        assertThat(called()).isEmpty();
        assertThat(link.posted).singleElement().isInstanceOf(Upstream.Ask.class);
        assertThat(added).isNotDone();
        added.cancel(false);
        tell("beforeQuit");

        assertThat(link.posted).hasSize(2).last().isEqualTo(new Upstream.AppUnlisten(1));
        assertThat(heard).isEmpty();
    }

    @Test
    void on_everyEvent_isHeardInALaterTurn_asWhatItIsForAPage() { // REM-37
        RemoteApp app = app();
        app.on(RemoteApp.WINDOW_ALL_CLOSED, heard::add);
        app.on(RemoteApp.BROWSER_WINDOW_CREATED, heard::add);
        app.on(RemoteApp.WEB_CONTENTS_CREATED, heard::add);
        app.on(RemoteApp.RENDER_PROCESS_GONE, heard::add);
        app.on(RemoteApp.BEFORE_QUIT, heard::add);

        call(1, "windowAllClosed");
        call(2, "browserWindowCreated", NEWS);
        call(3, "webContentsCreated", new ContentsDescription(70, 0));
        call(4, "renderProcessGone", 70, GoneReason.KILLED, 137);
        call(5, "beforeQuit");
        assertThat(heard).isEmpty();
        link.loop.runQueued();

        link.answer = request -> NEWS;
        RemoteBrowserWindow window = access.module().browserWindow().fromId(7).orElseThrow();
        assertThat(heard)
                .containsExactly(
                        app,
                        window,
                        window.webContents(),
                        new RemoteRenderProcessGone(70, GoneReason.KILLED, 137),
                        app);
    }

    @Test
    void listener_thatThrows_isReported_andHearsTheNextEvent() {
        IllegalStateException thrown = new IllegalStateException("a page's exception");
        app().on(RemoteApp.BEFORE_QUIT, event -> {
            heard.add(event);
            throw thrown;
        });

        tell("beforeQuit");
        tell("beforeQuit");

        assertThat(heard).hasSize(2);
        assertThat(uncaught).containsExactly(thrown, thrown);
    }

    @Test
    void once_isRemovedBeforeItsFirstCall() {
        app().once(RemoteApp.BEFORE_QUIT, event -> heard.add(List.copyOf(link.posted)));

        call(1, "beforeQuit");
        call(1, "beforeQuit");
        link.loop.runQueued();

        assertThat(heard)
                .as("main was told before it was called")
                .containsExactly(List.of(new Upstream.AppUnlisten(1)));
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse is the test
    void on_anotherEventOrNothing_isRefusedAndNamesThoseThereAre() {
        RemoteApp app = app();
        link.requests.clear();

        assertThatThrownBy(() -> app.on(EventType.of("quit"), heard::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A page hears no 'quit' of the application; it hears those of RemoteApp: [window-all-closed,"
                                + " browser-window-created, web-contents-created, render-process-gone, before-quit]");
        assertThatThrownBy(() -> app.on(EventType.of("before-quit"), heard::add))
                .as("an event of the same name, which may carry another type")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> app.once(null, heard::add))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("type");
        assertThatThrownBy(() -> app.on(RemoteApp.BEFORE_QUIT, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("listener");
        assertThat(link.requests).isEmpty();
        assertThat(link.posted).isEmpty();
    }

    @Test
    void on_mainRefuses_nothingIsHeardAndItIsTakenBack() {
        RemoteApp app = app();
        link.answer = request -> {
            throw new QueueFullException("refused");
        };

        assertThatThrownBy(() -> app.on(RemoteApp.BEFORE_QUIT, heard::add)).isInstanceOf(QueueFullException.class);
        tell("beforeQuit");

        assertThat(heard).isEmpty();
        assertThat(link.posted).containsExactly(new Upstream.AppUnlisten(1));
    }

    @Test
    void open_isOneRequest_andGivesTheWindow() {
        link.answer = request -> request instanceof RemoteRequest.WindowOpen ? NEWS : null;

        RemoteBrowserWindow window = access.module()
                .browserWindow()
                .open(RemoteWindowOptions.page("app.News")
                        .title("News")
                        .size(320, 240)
                        .show(false));

        assertThat(window.id()).isEqualTo(7);
        assertThat(window.webContents().id()).isEqualTo(70);
        assertThat(link.requests)
                .containsExactly(
                        new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW),
                        new RemoteRequest.WindowOpen("app.News", "News", 320, 240, false));
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse is the test
    void open_badOptions_areRefusedWhereTheyAreMade() {
        assertThatThrownBy(() -> RemoteWindowOptions.page("-jar evil.jar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("page must name a class");
        assertThatThrownBy(() -> RemoteWindowOptions.page("Page").size(0, 5))
                .hasMessage("A window needs a width and a height of at least 1, not 0 x 5");
        assertThatThrownBy(() -> RemoteWindowOptions.page("Page").title("x".repeat(1025)))
                .hasMessageContaining("at most 1024 characters");
        assertThatThrownBy(() -> access.module().browserWindow().open(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("options");
    }

    @Test
    void getFocusedWindow_isOneRequest() {
        assertThat(access.module().browserWindow().getFocusedWindow()).isEmpty();
        link.answer = request -> NEWS;
        assertThat(access.module().browserWindow().getFocusedWindow())
                .contains(access.module().browserWindow().fromId(7).orElseThrow());

        assertThat(link.requests)
                .containsExactly(
                        new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW),
                        new RemoteRequest.WindowFocused(),
                        new RemoteRequest.WindowFocused(),
                        new RemoteRequest.WindowFind(7));
    }

    private RemoteApp app() {
        link.answer = request ->
                request.equals(new RemoteRequest.RootGet(RemoteRoot.APP)) ? new AppDescription("notes", "1.2") : null;
        link.references = List.of(ObjectReference.to(1, "app"));
        RemoteApp app = access.module().app();
        link.references = List.of();
        return app;
    }

    private void tell(String method) {
        call(1, method);
        link.loop.runQueued();
    }

    private void call(long callback, String method, Object... args) {
        String key = RemoteInterface.of(AppListener.class).methods().stream()
                .filter(remote -> remote.name().equals(method))
                .findFirst()
                .orElseThrow()
                .key();
        access.received(
                new Downstream.CallbackCall(callback, 0, key, Parcel.of(StructuredClone.encodeArguments(args))));
    }

    private List<String> called() {
        return link.requests.stream()
                .filter(RemoteRequest.ObjectCall.class::isInstance)
                .map(RemoteRequest.ObjectCall.class::cast)
                .map(call -> call.label() + "." + MethodKey.name(call.method()))
                .toList();
    }
}
