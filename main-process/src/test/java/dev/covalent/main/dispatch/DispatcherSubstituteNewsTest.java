package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.main.App;
import dev.covalent.main.session.FakeContents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a renderer hears of new windows that was given some of them in place of all. */
@Timeout(20)
final class DispatcherSubstituteNewsTest extends DispatcherSubstituteFixture {
    DispatcherSubstituteNewsTest(@TempDir Path directory) {
        super(directory);
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

    private void listen(long number, String event) throws InterruptedException {
        Parcel arguments = new Parcel(
                StructuredClone.encodeArguments(event, number, 0), List.of(ObjectReference.to(number, "page's")));
        String on = Builtins.APP.methods().iterator().next().key();
        assertThat(ask(new RemoteRequest.ObjectCall(1, "app", on, arguments))).isInstanceOf(Outcome.Success.class);
    }

    private void created(int windowId) {
        inTurn(() -> app.created(windows.fromId(windowId).orElseThrow()));
    }
}
