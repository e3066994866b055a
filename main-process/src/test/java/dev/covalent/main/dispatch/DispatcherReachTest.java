package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.ContentsHandle;
import dev.covalent.common.WindowHandle;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.remote.KnownObjects;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.RemoteGetCurrentWindowEvent;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.window.KnownWindows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** REM-57, REM-59: which windows and contents a renderer reaches, whatever frames it writes. */
@Timeout(20)
final class DispatcherReachTest extends DispatcherFixture {
    private static final Outcome NO_WINDOWS =
            new Outcome.Failure(FailureKind.ACCESS_DENIED, "Blocked remote.getBuiltin('BrowserWindow')");
    private static final Outcome NO_CONTENTS =
            new Outcome.Failure(FailureKind.ACCESS_DENIED, "Blocked remote.getBuiltin('webContents')");

    private static final ObjectReference SECOND_WINDOW = ObjectReference.window(new WindowDescription(2, 2, ""));

    private final Set<String> denied = new HashSet<>(Set.of("BrowserWindow", "webContents"));
    private final List<String> asked = new ArrayList<>();
    private final Dispatcher dispatcher = dispatcher(desk(gate(event -> {
        if (event instanceof RemoteGetBuiltinEvent builtin) {
            asked.add(builtin.name());
            if (denied.contains(builtin.name())) {
                event.preventDefault();
            }
        }
    })));
    private long requests;

    DispatcherReachTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void whatWasNotGranted_isNotReached() throws Exception {
        long before = second.outbox().last();

        assertThat(ask(new RemoteRequest.WindowFind(2))).isEqualTo(NO_WINDOWS);
        assertThat(ask(new RemoteRequest.WindowFind(1))).as("its own").isEqualTo(NO_WINDOWS);
        assertThat(ask(new RemoteRequest.WindowFind(99))).as("no window's").isEqualTo(NO_WINDOWS);
        assertThat(ask(new RemoteRequest.ContentsFind(2))).isEqualTo(NO_CONTENTS);
        deliverAll();

        assertThat(asked).containsExactly("BrowserWindow", "BrowserWindow", "BrowserWindow", "webContents");
        assertThat(second.outbox().last()).isEqualTo(before);
        assertThat(windows.watching()).isZero();
    }

    @Test
    void messagesThatAreNotPassedOn_takeNoRoom() throws Exception {
        Upstream message = new Upstream.RemoteSend(2, "ping", arguments(new byte[1_000]));

        for (int i = 1; i <= 2 * BOUND / 1_000; i++) {
            dispatcher.deliver(first, batch(i, message));
        }

        assertThat(FakeContents.fetch(first)).isNotEmpty().hasOnlyElementsOfType(Downstream.RelayTaken.class);
        assertThat(first.isGone()).isFalse();
    }

    @Test
    void remoteOff_reachesNothing_evenWhatWasGranted() throws Exception { // REM-08
        first.grants().grant(RemoteGrants.BROWSER_WINDOW);
        first.disableRemote();
        long before = second.outbox().last();

        for (RemoteRequest request : List.of(
                new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW),
                new RemoteRequest.RootGet(RemoteRoot.WEB_CONTENTS),
                new RemoteRequest.WindowFind(2),
                new RemoteRequest.ContentsFind(2))) {
            assertThat(ask(request))
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.message()).startsWith("remote is disabled"));
        }
        deliverAll();

        assertThat(asked).isEmpty();
        assertThat(second.outbox().last()).isEqualTo(before);
        assertThat(windows.watching()).isZero();
    }

    @Test
    void windowsThatWereGranted_areReached_andTheirContents() throws Exception {
        denied.remove("BrowserWindow");
        ask(new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW));

        assertThat(ask(new RemoteRequest.WindowFind(2))).isInstanceOf(Outcome.Success.class);
        assertThat(ask(new RemoteRequest.ContentsFind(2))).isInstanceOf(Outcome.Success.class);
        deliverAll();

        assertThat(asked).containsExactly("BrowserWindow");
        assertThat(FakeContents.fetch(second))
                .contains(new Downstream.Message("ping", 0, arguments("x"), List.of()))
                .hasAtLeastOneElementOfType(PageOrder.WindowChange.class)
                .hasAtLeastOneElementOfType(PageOrder.MayUnload.class);
    }

    @Test
    void contentsThatWereGranted_areReached_andNotTheirWindows() throws Exception {
        denied.remove("webContents");
        ask(new RemoteRequest.RootGet(RemoteRoot.WEB_CONTENTS));

        assertThat(ask(new RemoteRequest.ContentsFind(2))).isInstanceOf(Outcome.Success.class);
        assertThat(ask(new RemoteRequest.WindowFind(2))).isEqualTo(NO_WINDOWS);
        deliverAll();

        assertThat(FakeContents.fetch(second))
                .containsExactly(new Downstream.Message("ping", 0, arguments("x"), List.of()));
    }

    @Test
    void theWindowThatItWasGiven_isReached_alsoWhenItIsDestroyed_andNoOther() throws Exception { // REM-56, REM-58
        Dispatcher giving = dispatcher(desk(gate(event -> {
            if (event instanceof RemoteGetCurrentWindowEvent current) {
                current.returnValue(windows.fromId(2).orElseThrow());
            } else {
                event.preventDefault();
            }
        })));
        giving.request(first, ++requests, new RemoteRequest.RootGet(RemoteRoot.CURRENT_WINDOW));

        assertThat(giving.request(first, ++requests, new RemoteRequest.WindowFind(2)))
                .isInstanceOf(Outcome.Success.class);
        assertThat(giving.request(first, ++requests, new RemoteRequest.ContentsFind(2)))
                .isInstanceOf(Outcome.Success.class);
        assertThat(giving.request(first, ++requests, new RemoteRequest.WindowFind(1)))
                .isEqualTo(NO_WINDOWS);
        windows.fromId(2).orElseThrow().destroy();
        assertThat(value(giving.request(first, ++requests, new RemoteRequest.WindowFind(2)), Object.class))
                .isNull();
    }

    @Test
    void contentsThatItWasGiven_areReached_andNotTheirWindow() throws Exception {
        ask(new RemoteRequest.RootGet(RemoteRoot.CURRENT_WEB_CONTENTS));

        assertThat(ask(new RemoteRequest.ContentsFind(1))).isInstanceOf(Outcome.Success.class);
        assertThat(ask(new RemoteRequest.ContentsFind(2))).isEqualTo(NO_CONTENTS);
        assertThat(ask(new RemoteRequest.WindowFind(1))).isEqualTo(NO_WINDOWS);
    }

    @Test
    void asAnArgument_whatItDoesNotReach_isNothing() { // REM-16
        KnownObjects known = new KnownWindows(() -> windows, first.grants());
        assertThat(known.find(SECOND_WINDOW)).isNull();
        assertThat(known.find(ObjectReference.contents(2))).isNull();

        first.grants().grant(RemoteGrants.WEB_CONTENTS);
        assertThat(known.find(SECOND_WINDOW)).isNull();
        assertThat(known.find(ObjectReference.contents(2))).isSameAs(second.contents());

        first.grants().giveWindow(2, 2);
        assertThat(known.find(SECOND_WINDOW)).isSameAs(windows.fromId(2).orElseThrow());
    }

    @Test
    void windowThatMainPasses_isReachedFromThenOn_asTheHandleThatIsDeclared() throws Exception { // REM-46
        KnownObjects known = new KnownWindows(() -> windows, first.grants());
        BrowserWindow window = windows.fromId(2).orElseThrow();

        assertThat(known.referenceTo(window, BrowserWindow.class)).isNull();
        assertThat(known.referenceTo(second.contents(), WebContents.class)).isNull();
        assertThat(ask(new RemoteRequest.ContentsFind(2))).isEqualTo(NO_CONTENTS);

        assertThat(known.referenceTo(second.contents(), ContentsHandle.class)).isEqualTo(ObjectReference.contents(2));
        assertThat(ask(new RemoteRequest.ContentsFind(2))).isInstanceOf(Outcome.Success.class);
        assertThat(ask(new RemoteRequest.WindowFind(2))).isEqualTo(NO_WINDOWS);

        assertThat(known.referenceTo(window, WindowHandle.class))
                .isEqualTo(ObjectReference.window(new WindowDescription(2, 2, window.title())));
        assertThat(ask(new RemoteRequest.WindowFind(2))).isInstanceOf(Outcome.Success.class);
    }

    private Outcome ask(RemoteRequest request) throws InterruptedException {
        return dispatcher.request(first, ++requests, request);
    }

    /** Sends all that is done to windows, and waits until it was. */
    private void deliverAll() throws InterruptedException {
        dispatcher.deliver(
                first,
                batch(
                        requests + 1,
                        new Upstream.RemoteSend(2, "ping", arguments("x")),
                        new Upstream.WindowOrder(2, new WindowCommand.Act(WindowCommand.Action.HIDE)),
                        new Upstream.WindowClose(2)));
        awaitQueued(); // behind the turn in which a window is asked to close
    }
}
