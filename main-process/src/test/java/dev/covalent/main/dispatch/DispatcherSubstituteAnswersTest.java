package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.session.FakeContents;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands in place of main's windows answers as its author wants: by failing, with nonsense, with what is gone. */
@Timeout(20)
final class DispatcherSubstituteAnswersTest extends DispatcherSubstituteFixture {
    DispatcherSubstituteAnswersTest(@TempDir Path directory) {
        super(directory);
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

    /** What answers instead of main's own windows; an answer may be of any kind. */
    @FunctionalInterface
    private interface Answer {
        @Nullable Object answer();
    }
}
