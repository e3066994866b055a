package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.AppHandle;
import dev.covalent.common.ProcessInfo;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.session.FakeContents;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** REM-56: what a renderer reaches where a listener gave it something in place of a part, whatever frames it writes. */
@Timeout(20)
final class DispatcherSubstituteTest extends DispatcherFixture {
    private static final WindowDescription SECOND = new WindowDescription(2, 2, "second");
    private static final String PING = "ping";

    private final List<String> asked = new ArrayList<>();
    private final Set<Integer> visible = ConcurrentHashMap.newKeySet();
    private Consumer<RemoteGetBuiltinEvent> listener =
            event -> event.returnValue(windows.only(window -> visible.contains(window.id())));
    private final Dispatcher dispatcher = dispatcher(desk(gate(event -> {
        if (event instanceof RemoteGetBuiltinEvent builtin) {
            asked.add(builtin.name());
            if (!builtin.name().equals("app")) {
                listener.accept(builtin);
            }
        }
    })));
    private long sequence;

    DispatcherSubstituteTest(@TempDir Path directory) {
        super(directory);
        visible.add(2);
    }

    @Test
    void windows_areThoseOfTheSubstitute_andOthersAreUnknown() throws Exception {
        attach("third");

        assertThat(value(get(RemoteRoot.BROWSER_WINDOW), WindowDescription[].class))
                .as("nothing to be found without asking")
                .isEmpty();
        assertThat(find(2)).isEqualTo(SECOND);
        assertThat(find(3)).isNull();
        assertThat(find(99)).isNull();
        assertThat(value(ask(new RemoteRequest.WindowCheck(3)), WindowDescription.class))
                .as("forged")
                .isNull();
        assertThat(value(ask(new RemoteRequest.WindowList()), WindowDescription[].class))
                .containsExactly(SECOND);
        assertThat(asked).containsExactly("BrowserWindow");
    }

    @Test
    void contents_areThoseOfTheSubstitute_andOthersAreUnknown() throws Exception {
        attach("third");

        assertThat(value(get(RemoteRoot.WEB_CONTENTS), int[].class)).isEmpty();
        assertThat(findContents(2)).isEqualTo(new ContentsDescription(2, 4711));
        assertThat(findContents(3)).isNull();
        assertThat(value(ask(new RemoteRequest.ContentsCheck(3)), ContentsDescription.class))
                .as("forged")
                .isNull();
        send(2);
        assertThat(pings(2)).isEqualTo(1);
        assertThat(asked).containsExactly("webContents");
    }

    @Test
    void contents_ofAllWindows_areThoseOfTheSubstituteAllTheSame() throws Exception {
        listener = event -> {
            if (event.name().equals("webContents")) {
                event.returnValue(windows.only(window -> visible.contains(window.id())));
            }
        };
        get(RemoteRoot.BROWSER_WINDOW);
        get(RemoteRoot.WEB_CONTENTS);

        assertThat(findContents(1)).isNull();
        assertThat(find(1)).isNotNull();
    }

    @Test
    void focusedWindow_isOne_thatTheSubstituteHas() throws Exception {
        visible.clear();
        dispatcher.deliver(second, batch(1, new PageNews.WindowFocus(true)));

        assertThat(focused()).isNull();
        visible.add(2);
        assertThat(focused()).isEqualTo(SECOND);
    }

    @Test
    void substitute_isAskedAnew_andWhatItGaveStays() throws Exception { // REM-58
        get(RemoteRoot.BROWSER_WINDOW);
        find(2);
        visible.clear();

        assertThat(find(2)).isNull();
        assertThat(value(ask(new RemoteRequest.WindowCheck(2)), WindowDescription.class))
                .as("what became of its handle")
                .isEqualTo(SECOND);
        assertThat(value(ask(new RemoteRequest.ContentsCheck(2)), ContentsDescription.class))
                .isNotNull();
        send(2);
        assertThat(pings(2)).isEqualTo(1);
    }

    @Test
    void handlesOfTheSubstitute_work_andForgedIdsDoNot() throws Exception {
        attach("third");
        get(RemoteRoot.BROWSER_WINDOW);
        find(3);
        send(2);
        assertThat(pings(2)).as("not found yet").isZero();
        find(2);

        send(2);
        send(3);
        one(new Upstream.WindowClose(3));
        awaitQueued(); // behind the turn in which a window is asked to close

        assertThat(pings(2)).isEqualTo(1);
        assertThat(FakeContents.fetch(windows.session(3).orElseThrow())).isEmpty();
    }

    @Test
    void substitute_isAskedInTheTurnOfMainsLoop() throws Exception {
        List<Boolean> inTurn = new ArrayList<>();
        listener = event -> event.returnValue(windows.only(window -> inTurn.add(loop.inTurn())));

        find(2);

        assertThat(inTurn).containsExactly(true);
    }

    @Test
    void newWindows_areNotToldOf() throws Exception {
        get(RemoteRoot.BROWSER_WINDOW);
        get(RemoteRoot.WEB_CONTENTS);

        visible.add(3);
        attach("third");

        assertThat(windows.watching()).isZero();
        assertThat(FakeContents.fetch(first)).isEmpty();
        assertThat(find(3)).isNotNull();
    }

    @Test
    void windowThatItOpens_isItsOwn_whetherOrNotTheSubstituteHasIt() throws Exception {
        WindowDescription opened =
                value(ask(new RemoteRequest.WindowOpen("Page", "News", 1, 1, true)), WindowDescription.class);

        assertThat(opened).isEqualTo(new WindowDescription(3, 3, "News"));
        assertThat(find(3)).isNull();
        send(3);
        assertThat(pings(3)).isEqualTo(1);
    }

    @Test
    void open_thatTheSubstituteRefuses_failsAsInMain() throws Exception {
        listener = event -> event.returnValue(answering(Map.of("open", () -> {
            throw new IllegalArgumentException("Pages open no windows here");
        })));

        assertThat(ask(new RemoteRequest.WindowOpen("Page", "", 1, 1, true)))
                .isEqualTo(new Outcome.Failure(FailureKind.MISUSE, "Pages open no windows here"));
        assertThat(uncaught).isEmpty();
    }

    @Test
    void substituteThatThrows_failsTheCall_andIsReported() throws Exception {
        listener = event -> event.returnValue(answering(Map.of("fromId", () -> {
            throw new UnsupportedOperationException("not found, as the test wants");
        })));

        assertFails(new RemoteRequest.WindowFind(2), "not found, as the test wants");
    }

    @Test
    void substituteThatAnswersNonsense_failsTheCall_andIsReported() throws Exception {
        BrowserWindow foreign = (BrowserWindow) Proxy.newProxyInstance(
                BrowserWindow.class.getClassLoader(),
                new Class<?>[] {BrowserWindow.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "id" -> 1;
                    case "webContents" -> first.contents();
                    case "title", "toString" -> "a foreign window";
                    default -> false;
                });
        List<BrowserWindow> withoutOne = new ArrayList<>();
        withoutOne.add(null);
        listener = event -> event.returnValue(answering(Map.of(
                "fromId", () -> Optional.of(foreign),
                "getAllWindows", () -> withoutOne,
                "webContentsFromId", () -> Optional.of(new FakeContents(1)),
                "getFocusedWindow", () -> null,
                "open", () -> null)));

        assertFails(new RemoteRequest.WindowFind(2), "have a foreign window, which is none of this application's");
        assertFails(new RemoteRequest.WindowList(), "answer null: a window of getAllWindows");
        assertFails(new RemoteRequest.ContentsFind(2), "which is none of this application's");
        assertFails(new RemoteRequest.WindowFocused(), "answer null: getFocusedWindow");
        assertFails(new RemoteRequest.WindowOpen("Page", "", 1, 1, true), "answer null: open");
        send(1);
        assertThat(pings(1)).isZero();
    }

    @Test
    void windowsThatAreDestroyed_areNone() throws Exception {
        BrowserWindow destroyed = windows.open(BrowserWindowOptions.page("Page"));
        destroyed.destroy();
        listener = event -> event.returnValue(answering(Map.of(
                "fromId", () -> Optional.of(destroyed),
                "getAllWindows", () -> List.of(destroyed),
                "webContentsFromId", () -> Optional.of(destroyed.webContents()))));

        assertThat(find(3)).isNull();
        assertThat(findContents(3)).isNull();
        assertThat(value(ask(new RemoteRequest.WindowList()), WindowDescription[].class))
                .isEmpty();
    }

    @Test
    void askedAgain_itHasWhatItIsGivenThen() throws Exception {
        Consumer<RemoteGetBuiltinEvent> some = listener;
        get(RemoteRoot.BROWSER_WINDOW);
        listener = event -> {};
        assertThat(value(get(RemoteRoot.BROWSER_WINDOW), WindowDescription[].class))
                .as("all")
                .hasSize(2);
        assertThat(find(1)).isNotNull();
        send(2);
        assertThat(pings(2)).isEqualTo(1);

        listener = some;
        get(RemoteRoot.BROWSER_WINDOW);
        attach("third");
        assertThat(find(1)).as("some again").isNull();
        send(2);
        assertThat(pings(2)).as("not found since then").isEqualTo(1);
        assertThat(FakeContents.fetch(first)).as("what it is told of the third").isEmpty();

        listener = RemoteGetBuiltinEvent::preventDefault;
        assertThat(get(RemoteRoot.BROWSER_WINDOW)).isInstanceOf(Outcome.Failure.class);
        assertThat(ask(new RemoteRequest.WindowFind(2))).as("denied").isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void mainsOwnWindows_asSubstitute_areGivenOneByOne() throws Exception {
        listener = event -> event.returnValue(windows);
        get(RemoteRoot.BROWSER_WINDOW);

        find(2);
        send(2);

        assertThat(pings(2)).isEqualTo(1);
    }

    @Test
    void newWindows_areHeardOf_thatTheSubstituteHas() throws Exception {
        get(RemoteRoot.APP);
        listen(1, App.BROWSER_WINDOW_CREATED.name());
        listen(2, App.WEB_CONTENTS_CREATED.name());
        assertThat(asked).containsExactly("app", "BrowserWindow", "webContents");
        attach("third");
        attach("fourth");
        visible.add(4);

        created(3);
        created(4);

        assertThat(FakeContents.fetch(first))
                .extracting(call -> ((Downstream.CallbackCall) call).callback())
                .containsExactly(2L, 1L);
        send(3);
        send(4);
        assertThat(pings(3)).isZero();
        assertThat(pings(4)).isEqualTo(1);
    }

    @Test
    void newWindows_areHeardOfNoMore_onceAPageIsDeniedThem() throws Exception { // REM-57
        get(RemoteRoot.APP);
        listen(1, App.BROWSER_WINDOW_CREATED.name());
        listen(2, App.WEB_CONTENTS_CREATED.name());
        attach("third");
        visible.add(3);
        listener = event -> event.preventDefault();

        assertThat(List.of(get(RemoteRoot.BROWSER_WINDOW), get(RemoteRoot.WEB_CONTENTS)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Failure.class));
        created(3);

        assertThat(FakeContents.fetch(first)).isEmpty();
    }

    @Test
    void process_isOfNoMoreUse_onceAPageIsDeniedIt_orGivenAnother() throws Exception { // REM-57
        ProcessInfo info = new ProcessInfo(7, Duration.ZERO, 1, 2, "mine");
        listener = event -> event.returnValue(() -> info);
        long substitute = process(get(RemoteRoot.PROCESS));
        assertThat(info(substitute)).isInstanceOf(Outcome.Success.class);

        listener = event -> {};
        long own = process(get(RemoteRoot.PROCESS));
        assertThat(own).isNotEqualTo(substitute);
        assertThat(info(own)).isInstanceOf(Outcome.Success.class);
        assertThat(info(substitute))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISSING));

        listener = event -> event.preventDefault();
        assertThat(get(RemoteRoot.PROCESS)).isInstanceOf(Outcome.Failure.class);
        assertThat(info(own))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISSING));
    }

    private static long process(Outcome got) {
        return ((Outcome.Success) got).parcel().references().get(0).number();
    }

    private Outcome info(long process) throws InterruptedException {
        String info = Builtins.PROCESS.methods().stream()
                .filter(method -> method.name().equals("info"))
                .findFirst()
                .orElseThrow()
                .key();
        Parcel nothing = Parcel.of(StructuredClone.encodeArguments());
        return ask(new RemoteRequest.ObjectCall(process, "process", info, nothing));
    }

    @Test
    void newWindow_ofWhichASubstituteThrows_isNotHeardOf_andThatIsReported() throws Exception {
        listener = event -> event.returnValue(windows.only(window -> {
            throw new UnsupportedOperationException("broken, as the test wants");
        }));
        get(RemoteRoot.APP);
        listen(1, App.BROWSER_WINDOW_CREATED.name());

        created(2);

        assertThat(FakeContents.fetch(first)).isEmpty();
        assertThat(uncaught).singleElement().isInstanceOf(UnsupportedOperationException.class);
        uncaught.clear();
    }

    @Test
    void quitAndExit_goToTheSubstitute_asLongAsItIsGranted() throws Exception {
        List<String> told = new ArrayList<>();
        boolean[] denying = {false};
        Dispatcher giving = dispatcher(desk(gate(event -> {
            if (denying[0]) {
                event.preventDefault();
            } else {
                ((RemoteGetBuiltinEvent) event).returnValue(new Told(told));
            }
        })));
        RemoteRequest get = new RemoteRequest.RootGet(RemoteRoot.APP);
        giving.request(first, 1, get);

        giving.deliver(first, batch(2, new Upstream.AppQuit(), new Upstream.AppExit(7)));
        denying[0] = true;
        giving.request(first, 4, get);
        giving.deliver(first, batch(5, new Upstream.AppQuit()));

        assertThat(told).containsExactly("quit", "exit 7");
        assertThat(uncaught).singleElement().isInstanceOf(UnsupportedOperationException.class);
        uncaught.clear();
    }

    /** An application that notes what it is told, and fails where it quits. */
    private record Told(List<String> told) implements AppHandle {
        @Override
        public String name() {
            return "theirs";
        }

        @Override
        public String version() {
            return "0.1";
        }

        @Override
        public void quit() {
            told.add("quit");
            throw new UnsupportedOperationException("as the test wants");
        }

        @Override
        public void exit(int exitCode) {
            told.add("exit " + exitCode);
        }
    }

    /** What answers instead of main's own windows; an answer may be of any kind. */
    @FunctionalInterface
    private interface Answer {
        @Nullable Object answer();
    }

    private BrowserWindows answering(Map<String, Answer> answers) {
        return (BrowserWindows) Proxy.newProxyInstance(
                BrowserWindows.class.getClassLoader(), new Class<?>[] {BrowserWindows.class}, (proxy, method, args) -> {
                    Answer answer = answers.get(method.getName());
                    try {
                        return answer == null ? method.invoke(windows, args) : answer.answer();
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void assertFails(RemoteRequest request, String message) throws InterruptedException {
        assertThat(ask(request)).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.HANDLER);
            assertThat(failure.message()).contains(message);
        });
        assertThat(uncaught)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains(message);
        uncaught.clear();
    }

    private void listen(long number, String event) throws InterruptedException {
        Parcel arguments = new Parcel(
                StructuredClone.encodeArguments(event, number, 0), List.of(ObjectReference.to(number, "page's")));
        String on = Builtins.APP.methods().iterator().next().key();
        assertThat(ask(new RemoteRequest.ObjectCall(1, "app", on, arguments))).isInstanceOf(Outcome.Success.class);
    }

    private void created(int windowId) {
        inTurn(() -> app.created(windows.fromId(windowId).orElseThrow()));
    }

    private Outcome get(RemoteRoot root) throws InterruptedException {
        return ask(new RemoteRequest.RootGet(root));
    }

    private Outcome ask(RemoteRequest request) throws InterruptedException {
        return dispatcher.request(first, ++sequence, request);
    }

    private @Nullable WindowDescription find(int windowId) throws InterruptedException {
        return value(ask(new RemoteRequest.WindowFind(windowId)), WindowDescription.class);
    }

    private @Nullable ContentsDescription findContents(int id) throws InterruptedException {
        return value(ask(new RemoteRequest.ContentsFind(id)), ContentsDescription.class);
    }

    private @Nullable WindowDescription focused() throws InterruptedException {
        return value(ask(new RemoteRequest.WindowFocused()), WindowDescription.class);
    }

    private void send(int webContentsId) throws InterruptedException {
        one(new Upstream.RemoteSend(webContentsId, PING, arguments()));
    }

    private void one(Upstream frame) throws InterruptedException {
        dispatcher.deliver(first, batch(++sequence, frame));
    }

    /** Returns how many of its messages contents were sent. */
    private long pings(int webContentsId) {
        return FakeContents.fetch(windows.session(webContentsId).orElseThrow()).stream()
                .filter(frame -> frame instanceof Downstream.Message message
                        && message.channel().equals(PING))
                .count();
    }
}
