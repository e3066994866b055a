package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.frame.WindowNews;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.session.RendererSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** REM-62: what renderers are told of windows, so that they find them without asking. */
@Timeout(20)
final class DispatcherWindowNewsTest extends DispatcherFixture {
    private static final BrowserWindowOptions NEWS =
            BrowserWindowOptions.page("News").title("news");

    private final Dispatcher dispatcher = dispatcher();

    DispatcherWindowNewsTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void roots_areAnsweredWithWhatThereIs() throws Exception {
        Outcome list = dispatcher.request(first, 1, new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW));
        Outcome ids = dispatcher.request(first, 2, new RemoteRequest.RootGet(RemoteRoot.WEB_CONTENTS));

        assertThat(value(list, WindowDescription[].class))
                .containsExactly(new WindowDescription(1, 1, "first"), new WindowDescription(2, 2, "second"));
        assertThat(value(ids, int[].class)).containsExactly(1, 2);
        assertThat(windows.watching()).isEqualTo(2);
    }

    @Test
    void window_isToldToWhoAsked_beforeAnythingThatIsSentAfterIt() throws Exception {
        askForWindows(first, 1);
        askForContents(second, 1);
        RendererSession third = attach("third");

        BrowserWindow opened = windows.open(NEWS);
        windows.broadcast("opened", opened.id());
        opened.destroy();
        windows.broadcast("gone", opened.id());

        assertThat(FakeContents.fetch(first))
                .containsExactly(
                        new WindowNews.WindowMade(new WindowDescription(3, 3, "third")),
                        new WindowNews.WindowMade(new WindowDescription(4, 4, "news")),
                        new Downstream.Message("opened", 0, arguments(4), List.of()),
                        new WindowNews.WindowGone(4),
                        new Downstream.Message("gone", 0, arguments(4), List.of()));
        assertThat(FakeContents.fetch(second))
                .containsExactly(
                        new WindowNews.ContentsMade(3),
                        new WindowNews.ContentsMade(4),
                        new Downstream.Message("opened", 0, arguments(4), List.of()),
                        new WindowNews.ContentsGone(4),
                        new Downstream.Message("gone", 0, arguments(4), List.of()));
        assertThat(FakeContents.fetch(third))
                .hasOnlyElementsOfType(Downstream.Message.class)
                .hasSize(2);
    }

    @Test
    void whoAskedTwice_isToldOnce() throws Exception {
        askForWindows(first, 1);
        askForWindows(first, 2);

        windows.open(NEWS);

        assertThat(FakeContents.fetch(first)).hasSize(1);
    }

    @Test
    void whoseGrantWasTakenBack_isToldOfNothingNew_butOfWhatIsDestroyed() throws Exception {
        askForWindows(first, 1);
        first.grants().revoke(RemoteGrants.BROWSER_WINDOW);

        windows.open(NEWS);
        windows.fromId(2).orElseThrow().destroy();

        assertThat(FakeContents.fetch(first)).containsExactly(new WindowNews.WindowGone(2));
    }

    @Test
    void whoDoesNotTakeAnything_isStillToldOfWindows() throws Exception {
        askForWindows(first, 1);
        first.post(new Downstream.Message("full", 0, arguments(new byte[(int) BOUND]), List.of()));

        windows.open(NEWS);

        assertThat(FakeContents.fetch(first)).hasSize(2);
        assertThat(first.isGone()).isFalse();
    }

    @Test
    void theNextPageOfAWindow_isToldNothing_beforeItAsks() throws Exception {
        BrowserWindow window = windows.open(NEWS);
        RendererSession before = windows.session(3).orElseThrow();
        askForWindows(before, 1);
        askForContents(before, 2);
        assertThat(windows.watching()).isEqualTo(2);

        windows.abandoned(before);
        awaitQueued(); // behind what it releases
        window.reload();
        RendererSession after = windows.session(3).orElseThrow();
        windows.open(NEWS);

        assertThat(after).isNotSameAs(before);
        assertThat(windows.watching()).isZero();
        assertThat(FakeContents.fetch(after)).isEmpty();
    }

    @Test
    void aHundredWindows_openedAndClosed_leaveNothing() throws Exception {
        windows.open(NEWS); // or each would be the last
        askForWindows(first, 1);
        askForContents(first, 2);
        long taken = 0;

        for (int i = 0; i < 100; i++) {
            windows.open(NEWS).destroy();
            awaitQueued(); // behind its end
            FrameBatch told = first.outbox().fetch(taken, Duration.ZERO);
            assertThat(told.frames()).hasSize(4);
            taken += 4;
        }
        first.outbox().acknowledge(taken);

        assertThat(windows.getAllWindows()).hasSize(3);
        assertThat(windows.watching()).isEqualTo(2);
        assertThat(first.outbox().bufferedAmount()).isZero();
        first.end();
        awaitQueued(); // behind what it releases
        assertThat(windows.watching()).isZero();
    }

    private void askForWindows(RendererSession session, long sequence) throws InterruptedException {
        dispatcher.request(session, sequence, new RemoteRequest.RootGet(RemoteRoot.BROWSER_WINDOW));
    }

    private void askForContents(RendererSession session, long sequence) throws InterruptedException {
        dispatcher.request(session, sequence, new RemoteRequest.RootGet(RemoteRoot.WEB_CONTENTS));
    }
}
