package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Bounds;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowState;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.PreventableEvent;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parents and children, without processes: what is sent to them is looked at where it waits. */
@Timeout(20)
final class WindowFamilyTest {
    private static final BrowserWindowOptions PAGE = BrowserWindowOptions.page("Page");
    private static final WindowState SHOWN =
            WindowState.hidden(new Bounds(1, 2, 30, 40), "shown").with(true, false, false, false);
    private static final WindowCommand RESTORE = new WindowCommand.Act(WindowCommand.Action.RESTORE);
    private static final WindowCommand FOCUS = new WindowCommand.Act(WindowCommand.Action.FOCUS);

    private final ManualLoop loop = new ManualLoop();
    private final SessionTable sessions = new SessionTable();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<BrowserWindow, List<Downstream>> taken = new HashMap<>();
    private final WindowTable table = TestWindows.table(
            loop, sessions, new ManualTimer(), new HeldLaunches(), uncaught, session -> {}, new NoObserver());

    @Test // WIN-26
    void child_isInTheListOfItsParent_untilItCloses() {
        BrowserWindow parent = table.open(PAGE);
        BrowserWindow first = table.open(PAGE.parent(parent));
        BrowserWindow second = table.open(PAGE.parent(parent));
        List<Integer> left = new ArrayList<>();
        first.on(
                BrowserWindow.CLOSED,
                closed -> left.add(parent.getChildWindows().size()));

        assertThat(parent.getChildWindows()).containsExactly(first, second);
        assertThat(first.getParentWindow()).containsSame(parent);
        assertThat(parent.getParentWindow()).isEmpty();
        first.destroy();
        loop.runAll();

        assertThat(parent.getChildWindows()).containsExactly(second);
        assertThat(left).containsExactly(1);
    }

    @Test // WIN-26
    void destroy_ofAParent_destroysItsChildrenAndTheirs() {
        BrowserWindow parent = table.open(PAGE);
        BrowserWindow child = table.open(PAGE.parent(parent));
        BrowserWindow grandchild = table.open(PAGE.parent(child));
        BrowserWindow other = table.open(PAGE);

        parent.destroy();

        assertThat(List.of(parent, child, grandchild)).allMatch(BrowserWindow::isDestroyed);
        assertThat(other.isDestroyed()).isFalse();
    }

    @Test // WIN-26
    void close_ofAParent_asksItsChildrenFirst() {
        BrowserWindow parent = attach();
        BrowserWindow child = table.open(PAGE.parent(parent));
        child.on(BrowserWindow.CLOSED, closed -> told.add("child closed, parent " + parent.isDestroyed()));
        parent.on(BrowserWindow.CLOSED, closed -> told.add("parent closed"));

        parent.close();
        loop.runAll();
        end(child); // without a process its launch ends as one that fails

        assertThat(told).containsExactly("child closed, parent false");
        assertThat(frames(parent)).last().isInstanceOf(PageOrder.MayUnload.class);
    }

    @Test // WIN-26
    void close_ofAParent_whoseChildStays_leavesItOpen() {
        BrowserWindow parent = attach();
        BrowserWindow child = table.open(PAGE.parent(parent));
        child.on(BrowserWindow.CLOSE, PreventableEvent::preventDefault);

        parent.close();
        loop.runAll();

        assertThat(parent.isDestroyed()).isFalse();
        assertThat(frames(parent)).isEmpty();
    }

    @Test // WIN-26
    void parent_thatLeavesByItself_takesItsChildrenAlong() {
        BrowserWindow parent = attach();
        BrowserWindow child = table.open(PAGE.parent(parent));
        child.on(BrowserWindow.CLOSED, closed -> told.add("child closed"));

        end(parent);
        end(child);

        assertThat(told).containsExactly("child closed");
    }

    @Test // WIN-26
    void crash_ofAParent_leavesItsChildren() {
        BrowserWindow parent = table.open(PAGE);
        BrowserWindow child = table.open(PAGE.parent(parent));

        end(parent);

        assertThat(parent.webContents().isCrashed()).isTrue();
        assertThat(child.isDestroyed()).isFalse();
        assertThat(parent.getChildWindows()).containsExactly(child);
    }

    @Test
    void open_withAParentThatIsDestroyed_isRefused_andLeavesNothing() {
        BrowserWindow parent = table.open(PAGE);
        parent.destroy();

        assertThatThrownBy(() -> table.open(PAGE.parent(parent)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The parent of a window must be one that is open, not BrowserWindow #1");
        assertThat(table.open(PAGE).id()).isEqualTo(2);
    }

    @Test
    void modalChild_thatIsShown_keepsInputFromItsParent() {
        BrowserWindow parent = attach();
        BrowserWindow first = table.open(PAGE.parent(parent).modal(true));
        BrowserWindow second = table.open(PAGE.parent(parent).modal(true));
        BrowserWindow plain = table.open(PAGE.parent(parent));

        shown(plain, true);
        assertThat(enabled(parent)).isEmpty();
        shown(first, true);
        assertThat(enabled(parent)).containsExactly(false);
        shown(second, true);
        shown(first, false);
        assertThat(enabled(parent)).containsExactly(false);
        second.destroy();
        loop.runAll();
        assertThat(enabled(parent)).containsExactly(false, true);
        shown(first, true);
        end(first); // its process is gone, and the window with it
        assertThat(enabled(parent)).containsExactly(false, true, false, true);
    }

    @Test
    void modalChild_thatIsReloaded_keepsInputFromItsParent() {
        BrowserWindow parent = attach();
        BrowserWindow child = table.open(PAGE.parent(parent).modal(true));
        shown(child, true);
        RendererSession before = session(child);

        child.reload();
        table.cut(before, "the test ends it");
        loop.runAll();

        assertThat(session(child)).isNotSameAs(before);
        assertThat(enabled(parent)).containsExactly(false);
    }

    @Test
    void focus_thatAParentOfAModalChildGets_isPassedOn() {
        BrowserWindow parent = attach();
        BrowserWindow child = table.open(PAGE.parent(parent).modal(true));
        shown(child, true);

        table.pages().focusChanged(session(parent), true);

        assertThat(commands(child)).containsExactly(FOCUS);
    }

    @Test
    void focus_thatIsPassedOn_makesAWindowAgainOfAChildThatIsAnIcon_andOfItsOwnChild() {
        BrowserWindow parent = attach();
        BrowserWindow child = table.open(PAGE.parent(parent).modal(true));
        BrowserWindow grandchild = table.open(PAGE.parent(child).modal(true));
        minimized(child);
        minimized(grandchild);

        table.pages().focusChanged(session(parent), true);
        table.pages().focusChanged(session(child), true);

        assertThat(commands(child)).containsSubsequence(RESTORE, FOCUS);
        assertThat(commands(grandchild)).containsExactly(RESTORE, FOCUS);
    }

    /** Returns the window of a renderer that attaches. */
    private BrowserWindow attach() {
        RendererSession session = table.attached(SessionKey.random(sessions.newSessionId()));
        return table.connected(session, new Introduction(4711, 0, "attached")).orElseThrow();
    }

    private void shown(BrowserWindow window, boolean visible) {
        table.pages()
                .reported(
                        session(window),
                        new PageNews.WindowReport(0, SHOWN.with(visible, false, false, false), SHOWN.bounds()));
    }

    private void minimized(BrowserWindow window) {
        table.pages()
                .reported(
                        session(window),
                        new PageNews.WindowReport(0, SHOWN.with(true, true, false, false), SHOWN.bounds()));
    }

    private RendererSession session(BrowserWindow window) {
        return table.session(window.webContents().id()).orElseThrow();
    }

    /** Ends the window's renderer: one that was never forked as a launch that fails does. */
    private void end(BrowserWindow window) {
        RendererSession session = session(window);
        table.abandoned(session);
        table.cut(session, "the test ends it");
        loop.runAll();
    }

    private List<Boolean> enabled(BrowserWindow window) {
        return commands(window).stream()
                .filter(WindowCommand.Turn.class::isInstance)
                .map(command -> ((WindowCommand.Turn) command).on())
                .toList();
    }

    private List<WindowCommand> commands(BrowserWindow window) {
        return frames(window).stream()
                .filter(PageOrder.WindowChange.class::isInstance)
                .map(frame -> ((PageOrder.WindowChange) frame).command())
                .toList();
    }

    private List<Downstream> frames(BrowserWindow window) {
        List<Downstream> all = taken.computeIfAbsent(window, first -> new ArrayList<>());
        try {
            List<Payload> more;
            do {
                more = session(window).outbox().fetch(all.size(), Duration.ZERO).frames();
                more.forEach(frame -> all.add(Downstream.decode(frame)));
            } while (!more.isEmpty());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return all;
    }

    private static final class NoObserver implements WindowObserver {
        @Override
        public boolean attaching(AttachingRenderer renderer) {
            return true;
        }

        @Override
        public void created(BrowserWindow window) {
            // nobody asks
        }

        @Override
        public void focusChanged(BrowserWindow window, boolean focused) {
            // nobody asks
        }

        @Override
        public void gone(RenderProcessGone details) {
            // nobody asks
        }

        @Override
        public void allClosed() {
            // nobody asks
        }
    }
}
