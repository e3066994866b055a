package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.session.FakeContents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** REM-56: what a renderer reaches where a listener gave it something in place of a part, whatever frames it writes. */
@Timeout(20)
final class DispatcherSubstituteTest extends DispatcherSubstituteFixture {
    private static final WindowDescription SECOND = new WindowDescription(2, 2, "second");

    DispatcherSubstituteTest(@TempDir Path directory) {
        super(directory);
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
    void windowThatItOpens_isItsOwn_whetherOrNotTheSubstituteHasIt() throws Exception {
        WindowDescription opened =
                value(ask(new RemoteRequest.WindowOpen("Page", "News", 1, 1, true)), WindowDescription.class);

        assertThat(opened).isEqualTo(new WindowDescription(3, 3, "News"));
        assertThat(find(3)).isNull();
        send(3);
        assertThat(pings(3)).isEqualTo(1);
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

    private @Nullable WindowDescription focused() throws InterruptedException {
        return value(ask(new RemoteRequest.WindowFocused()), WindowDescription.class);
    }
}
