package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.AppDescription;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.RemoteOpenWindowEvent;
import dev.covalent.main.session.RendererSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The focus, and what comes with remote, as frames of renderers that attached. */
@Timeout(20)
final class DispatcherWindowTest extends DispatcherFixture {
    private final Dispatcher dispatcher = dispatcher();
    private final List<String> told = new ArrayList<>();
    private long sentByFirst;
    private long sentBySecond;

    DispatcherWindowTest(@TempDir Path directory) {
        super(directory);
    }

    @BeforeEach
    void listen() {
        for (BrowserWindow window : windows.getAllWindows()) {
            window.on(BrowserWindow.FOCUS, same -> told.add("focus " + same.id()));
            window.on(BrowserWindow.BLUR, same -> told.add("blur " + same.id()));
        }
    }

    @Test
    void focus_nobodyHasSaidSo_isNobodys() throws Exception {
        assertThat(windows.getFocusedWindow()).isEmpty();
        assertThat(value(dispatcher.request(first, 1, new RemoteRequest.WindowFocused()), WindowDescription.class))
                .isNull();
    }

    @Test
    void focus_goesOverInEitherOrder_isThatOfWhoeverGotItLast() throws Exception { // WIN-36
        focus(first, true);
        assertThat(window(1).isFocused()).isTrue();
        focus(first, false);
        focus(second, true);
        assertThat(windows.getFocusedWindow()).containsSame(window(2));
        assertThat(window(1).isFocused()).isFalse();
        focus(first, true);
        focus(second, false);
        assertThat(windows.getFocusedWindow()).containsSame(window(1));

        assertThat(told).containsExactly("focus 1", "blur 1", "focus 2", "focus 1", "blur 2");
    }

    @Test
    void focus_lateNewsOfALoss_doesNotTakeItFromTheOneThatHasItAgain() throws Exception {
        focus(first, true);
        focus(second, true);
        focus(second, false); // the user went back before the first one's loss and gain arrived

        assertThat(windows.getFocusedWindow()).containsSame(window(1));

        focus(first, false);
        focus(first, true);
        assertThat(windows.getFocusedWindow()).containsSame(window(1));
    }

    @Test
    void focus_saidTwice_isToldOnce() throws Exception {
        focus(first, true);
        focus(first, true);
        focus(first, false);
        focus(first, false);

        assertThat(told).containsExactly("focus 1", "blur 1");
        assertThat(windows.getFocusedWindow()).isEmpty();
    }

    @Test
    void focus_ofAWindowThatClosed_isNobodys_orThatOfTheOneBefore() throws Exception {
        BrowserWindow closing = window(2);
        focus(first, true);
        focus(second, true);

        closing.destroy();

        assertThat(windows.getFocusedWindow()).containsSame(window(1));
        assertThat(closing.isFocused()).isFalse();
        focus(first, false);
        assertThat(windows.getFocusedWindow()).isEmpty();
    }

    @Test
    void getFocusedWindow_isDescribed() throws Exception {
        focus(second, true);

        assertThat(value(dispatcher.request(first, 1, new RemoteRequest.WindowFocused()), WindowDescription.class))
                .isEqualTo(new WindowDescription(2, 2, "second"));
    }

    @Test
    void root_app_isDescribed_andRefersToOneObject() throws Exception { // REM-03
        Outcome once = dispatcher.request(first, 1, new RemoteRequest.RootGet(RemoteRoot.APP));
        Outcome again = dispatcher.request(first, 2, new RemoteRequest.RootGet(RemoteRoot.APP));

        assertThat(value(once, AppDescription.class)).isEqualTo(new AppDescription("notes", "1.0"));
        assertThat(references(once)).containsExactly(ObjectReference.to(1, "app"));
        assertThat(references(again)).isEqualTo(references(once));
        assertThat(objects.passedTo(first).count()).isEqualTo(1);
        assertThat(objects.passedTo(second).count()).isZero();
    }

    @Test
    void windows_ofARendererThatWasNotGrantedThem_areAskedFor_whateverItSends() throws Exception { // REM-57, REM-58
        List<String> asked = new ArrayList<>();
        boolean[] granting = {false};
        Dispatcher guarded = dispatcher(desk(gate(event -> {
            asked.add(((RemoteGetBuiltinEvent) event).name());
            if (!granting[0]) {
                event.preventDefault();
            }
        })));

        assertDenied(guarded.request(first, 1, new RemoteRequest.WindowList()));
        assertDenied(guarded.request(first, 2, new RemoteRequest.WindowFocused()));
        assertDenied(guarded.request(first, 3, new RemoteRequest.WindowOpen("Page", "", 1, 1, false)));
        granting[0] = true;
        assertThat(guarded.request(first, 4, new RemoteRequest.WindowList())).isInstanceOf(Outcome.Success.class);
        granting[0] = false;
        assertThat(guarded.request(first, 5, new RemoteRequest.WindowList())).isInstanceOf(Outcome.Success.class);
        assertDenied(guarded.request(second, 1, new RemoteRequest.WindowList()));

        assertThat(asked).hasSize(5).containsOnly("BrowserWindow");
        assertThat(windows.getAllWindows()).hasSize(2);
    }

    @Test
    void open_isDecidedAboutBeforeAnythingIsMade() throws Exception { // REM-57
        List<BrowserWindowOptions> asked = new ArrayList<>();
        Dispatcher guarded = dispatcher(desk(gate(event -> {
            if (event instanceof RemoteOpenWindowEvent open) {
                asked.add(open.options());
                assertThat(open.webContents()).isSameAs(first.contents());
                if (asked.size() == 1) {
                    open.preventDefault();
                } else {
                    open.returnValue(open.options().title("another").remote(false));
                }
            }
        })));

        assertThat(guarded.request(first, 1, open("Page")))
                .isEqualTo(
                        new Outcome.Failure(FailureKind.ACCESS_DENIED, "Blocked remote.browserWindow().open('Page')"));
        assertThat(windows.getAllWindows()).hasSize(2);
        assertThat(value(guarded.request(first, 2, open("Page")), WindowDescription.class))
                .isEqualTo(new WindowDescription(3, 3, "another"));

        assertThat(asked)
                .containsOnly(BrowserWindowOptions.page("Page").title("title").size(20, 10));
        assertThat(windows.session(3).orElseThrow().isRemoteEnabled()).isFalse();
    }

    @Test
    void open_isAsTheWindowOfTheOpenerWas_whereThePageHasNoSay() throws Exception {
        BrowserWindowOptions own = BrowserWindowOptions.page("Opener")
                .jvmFlags("-Xmx64m", "-Dshop=1")
                .classPath(List.of(Path.of("other.jar")));
        windows.open(own);
        RendererSession opener = windows.session(3).orElseThrow();

        dispatcher.request(opener, 1, open("Page"));

        assertThat(windows.openedBy(windows.session(4).orElseThrow()))
                .contains(BrowserWindowOptions.page("Page")
                        .title("title")
                        .size(20, 10)
                        .jvmFlags("-Xmx64m", "-Dshop=1")
                        .classPath(List.of(Path.of("other.jar"))));
        assertThat(windows.openedBy(first)).isEmpty();
    }

    /** Nobody would have it, nor bound how many there are. */
    @Test
    void open_ofARendererThatEndsWhileMainDecides_opensNothing() throws Exception {
        int before = windows.getAllWindows().size();
        Dispatcher deciding = dispatcher(desk(gate(event -> {
            if (event instanceof RemoteOpenWindowEvent) {
                first.end();
            }
        })));

        assertThat(deciding.request(first, 1, open("Page")))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.GONE));

        assertThat(windows.getAllWindows()).hasSizeLessThanOrEqualTo(before);
    }

    @Test
    void open_whileEightAreStarting_isRefused_untilOneHasConnected() throws Exception {
        for (int i = 1; i <= 8; i++) {
            assertThat(dispatcher.request(first, i, open("Page"))).isInstanceOf(Outcome.Success.class);
        }
        window(3).close(); // that takes its time, too

        assertThat(dispatcher.request(first, 9, open("Page")))
                .isEqualTo(new Outcome.Failure(
                        FailureKind.BUSY,
                        "No window was opened: 8 that this renderer has opened are still starting, and more than 8 may"
                                + " not. Open the next when one of them has connected"));
        assertThat(dispatcher.request(second, 1, open("Page"))).isInstanceOf(Outcome.Success.class);
        assertThat(windows.connected(windows.session(4).orElseThrow(), new Introduction(4712, 0, "")))
                .isPresent();
        assertThat(dispatcher.request(first, 10, open("Page"))).isInstanceOf(Outcome.Success.class);
        assertThat(dispatcher.request(first, 11, open("Page")))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.BUSY));
    }

    @Test
    void open_whileTheApplicationQuits_failsAsInMain() throws Exception {
        var unused = windows.closeAll();

        Outcome outcome = dispatcher.request(first, 1, new RemoteRequest.WindowOpen("Page", "", 1, 1, false));

        assertThat(outcome)
                .isEqualTo(new Outcome.Failure(
                        FailureKind.STATE, "The application is quitting: no window can be opened any more"));
    }

    private void focus(RendererSession session, boolean focused) throws Exception {
        long number = session == first ? ++sentByFirst : ++sentBySecond;
        later(() -> dispatcher.deliver(session, batch(number, new PageNews.WindowFocus(focused))))
                .get(10, TimeUnit.SECONDS);
    }

    private static RemoteRequest open(String page) {
        return new RemoteRequest.WindowOpen(page, "title", 20, 10, true);
    }

    private BrowserWindow window(int id) {
        return windows.fromId(id).orElseThrow();
    }

    private static List<ObjectReference> references(Outcome outcome) {
        return ((Outcome.Success) outcome).parcel().references();
    }

    private static void assertDenied(Outcome outcome) {
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Failure(FailureKind.ACCESS_DENIED, "Blocked remote.getBuiltin('BrowserWindow')"));
    }
}
