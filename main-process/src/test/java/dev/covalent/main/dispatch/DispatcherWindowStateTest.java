package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Bounds;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowState;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RemoteGrants;
import dev.covalent.main.session.RendererSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What windows are like, as their renderers tell main, and what main and others have them do. */
@Timeout(20)
final class DispatcherWindowStateTest extends DispatcherFixture {
    private static final WindowState SHOWN =
            WindowState.hidden(new Bounds(1, 2, 30, 40), "shown").with(true, false, false, false);
    private static final WindowCommand HIDE = new WindowCommand.Act(WindowCommand.Action.HIDE);

    private final Dispatcher dispatcher = dispatcher();
    private final List<String> told = new ArrayList<>();

    DispatcherWindowStateTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void report_isOfTheSendersOwnWindow_andIsAcknowledged() throws Exception {
        window(1).on(BrowserWindow.SHOW, window -> told.add("show " + window.id() + " " + window.getBounds()));
        window(1).on(BrowserWindow.PAGE_TITLE_UPDATED, title -> told.add("window " + title));
        window(1).webContents().on(WebContents.PAGE_TITLE_UPDATED, title -> told.add("contents " + title));
        long waiting = first.outbox().bufferedAmount();

        deliver(first, 1, new PageNews.WindowReport(0, SHOWN, SHOWN.bounds()));

        assertThat(told)
                .containsExactly("window shown", "contents shown", "show 1 Bounds[x=1, y=2, width=30, height=40]");
        assertThat(window(1).isVisible()).isTrue();
        assertThat(window(1).title()).isEqualTo("shown");
        assertThat(window(2).isVisible()).isFalse();
        assertThat(first.outbox().bufferedAmount()).isGreaterThan(waiting); // the next may come
    }

    @Test
    void report_ofAWindowThatIsClosed_isNobodys() throws Exception {
        BrowserWindow window = window(1);
        window.on(BrowserWindow.SHOW, same -> told.add("show"));
        window.destroy();

        deliver(first, 1, new PageNews.WindowReport(0, SHOWN, SHOWN.bounds()));

        assertThat(told).isEmpty();
        assertThat(uncaught).isEmpty();
    }

    @Test
    void report_thatNoWindowCanBeLike_isMalformed() {
        Payload frame = new FrameWriter()
                .writeByte(40)
                .writeLong(0)
                .writeInt(0)
                .writeInt(0)
                .writeInt(Integer.MAX_VALUE)
                .writeInt(1)
                .toPayload();

        assertThatThrownBy(() -> dispatcher.deliver(first, new FrameBatch(1, List.of(frame))))
                .isInstanceOf(MalformedFrameException.class);
        assertThat(window(1).isVisible()).isFalse();
    }

    @Test
    void order_isForAnyWindow_andSentToItsRenderer() throws Exception {
        first.grants().grant(RemoteGrants.BROWSER_WINDOW);
        deliver(second, 1, new PageNews.WindowReport(0, SHOWN, SHOWN.bounds()));
        long waiting = second.outbox().bufferedAmount();

        deliver(first, 1, new Upstream.WindowOrder(2, HIDE), new Upstream.WindowOrder(77, HIDE));

        assertThat(window(2).isVisible()).isFalse();
        assertThat(second.outbox().bufferedAmount())
                .isGreaterThanOrEqualTo(
                        waiting + new PageOrder.WindowChange(1, HIDE).encode().length());
        assertThat(uncaught).isEmpty();
    }

    @Test
    void order_ofARendererThatMayNotUseRemote_isNotDone() throws Exception {
        deliver(second, 1, new PageNews.WindowReport(0, SHOWN, SHOWN.bounds()));
        first.grants().grant(RemoteGrants.BROWSER_WINDOW);
        first.disableRemote();

        deliver(first, 1, new Upstream.WindowOrder(2, HIDE));

        assertThat(window(2).isVisible()).isTrue();
    }

    @Test
    void order_thatTheOtherTakesNoInput_isMainsToGive() {
        Payload frame = new FrameWriter()
                .writeByte(41)
                .writeInt(2)
                .writeByte(1)
                .writeByte(3)
                .writeBoolean(false)
                .toPayload();

        assertThatThrownBy(() -> Upstream.decode(frame))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("main's to say");
    }

    @Test
    void commands_toARendererThatTakesNothing_areRefusedAndChangeNothing() {
        BrowserWindow window = window(1);

        assertThatThrownBy(() -> {
                    for (int x = 0; x < BOUND; x++) {
                        window.setPosition(x, 0);
                    }
                })
                .isInstanceOf(QueueFullException.class);

        Bounds bounds = window.getBounds();
        assertThatThrownBy(() -> window.setPosition(-1, 0)).isInstanceOf(QueueFullException.class);
        assertThat(window.getBounds()).isEqualTo(bounds);
        assertThat(first.isGone()).isFalse();
    }

    private BrowserWindow window(int id) {
        return windows.fromId(id).orElseThrow();
    }

    private void deliver(RendererSession session, long number, Upstream... frames) throws InterruptedException {
        dispatcher.deliver(session, batch(number, frames));
    }
}
