package dev.covalent.renderer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Bounds;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowCommand.Action;
import dev.covalent.common.frame.WindowCommand.Measure;
import dev.covalent.common.frame.WindowCommand.Trait;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowSetup.Standing;
import dev.covalent.common.frame.WindowState;
import dev.covalent.renderer.PageWindow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A window in memory does all that a real one does, and tells the same of it. */
@Timeout(20)
final class HeadlessWindowTest {
    private static final Bounds SCREEN = new Bounds(0, 0, 1920, 1080);
    private static final Bounds THERE = new Bounds(5, 6, 300, 200);

    private final RecordedWindowEvents events = new RecordedWindowEvents();
    private final RunningHost host = PageHosts.start(PageHosts.USUAL, true, setup(true, 10), "headless-window-test");
    private final AtomicReference<PageWindow> window = new AtomicReference<>();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void loaded_showsIt_andOnlyThenIsAnythingTold() throws Exception {
        inTurn(() -> {
            window.set(host.newWindow(7, "notes", events));
            window().title("as it loads");
        });
        assertThat(events.states()).isEmpty();
        assertThat(window().title()).isEqualTo("as it loads");

        inTurn(host::loaded);

        assertThat(last()).isEqualTo(state(THERE).titled("as it loads"));
        assertThat(events.settled()).containsOnly(10L);
    }

    @Test
    void failed_leavesItAsItIs_andTellsSo_alsoIfThePageHasMadeNone() throws Exception {
        inTurn(() -> host.failed(7, "notes", events));

        assertThat(last()).isEqualTo(state(THERE).with(false, false, false, false));
        does(new WindowCommand.Act(Action.SHOW), state(THERE));
    }

    @Test // as in SwingHostIT
    void page_doesThingsToItsWindowAsItLoads_andTheyStayDone() throws Exception {
        assertThat(LoadingMain.all(true)).containsExactlyElementsOf(LoadingMain.expected());
    }

    @Test
    void everyCommand_isDoneAndTold() throws Exception {
        open();

        does(new WindowCommand.Act(Action.HIDE), state(THERE).with(false, false, false, false));
        does(new WindowCommand.Act(Action.MAXIMIZE), state(SCREEN).with(true, false, true, false));
        does(new WindowCommand.Act(Action.MINIMIZE), state(SCREEN).with(true, true, true, false));
        assertThat(events.normal()).hasValue(THERE);
        does(new WindowCommand.Act(Action.RESTORE), state(SCREEN).with(true, false, true, false));
        does(new WindowCommand.Act(Action.UNMAXIMIZE), state(THERE));
        does(new WindowCommand.Turn(Trait.FULL_SCREEN, true), state(SCREEN).with(true, false, false, true));
        does(new WindowCommand.Move(1, -2), state(new Bounds(1, -2, 300, 200)));
        does(new WindowCommand.Place(THERE), state(THERE));
        does(new WindowCommand.Resize(Measure.WHOLE, 400, 100), state(new Bounds(5, 6, 400, 100)));
        does(new WindowCommand.Resize(Measure.CONTENT, 200, 100), state(new Bounds(5, 6, 200, 100)));
        does(new WindowCommand.Resize(Measure.MINIMUM, 250, 50), state(new Bounds(5, 6, 250, 100)));
        does(new WindowCommand.Act(Action.CENTER), state(new Bounds(835, 490, 250, 100)));
        Bounds centred = new Bounds(835, 490, 250, 100);
        does(new WindowCommand.Turn(Trait.ALWAYS_ON_TOP, true), state(centred).traits(true, true));
        does(new WindowCommand.Turn(Trait.RESIZABLE, false), state(centred).traits(true, false));
        does(
                new WindowCommand.Entitle("other"),
                state(centred).traits(true, false).titled("other"));
        assertThat(List.copyOf(events.told())).isEmpty(); // it never has the focus
    }

    @Test
    void page_doesTheSame_butMainsCommandsAreNoMoreHandledForIt() throws Exception {
        open();

        inTurn(() -> {
            PageWindow mine = window();
            mine.bounds(new Bounds(1, 2, 30, 40));
            mine.fullScreen(true);
            assertThat(mine.bounds()).isEqualTo(SCREEN);
            assertThat(mine.isFullScreen()).isTrue();
            mine.fullScreen(false);
            mine.maximize();
            assertThat(mine.isMaximized()).isTrue();
            mine.unmaximize();
            mine.minimize();
            assertThat(mine.isMinimized()).isTrue();
            mine.restore();
            mine.hide();
            assertThat(mine.isVisible()).isFalse();
            mine.show();
            mine.alwaysOnTop(true);
            mine.focus();
            assertThat(mine.bounds()).isEqualTo(new Bounds(1, 2, 30, 40));
            mine.center();
        });

        assertThat(last()).isEqualTo(state(new Bounds(945, 520, 30, 40)).traits(true, true));
        assertThat(events.settled()).containsOnly(10L);
    }

    @Test
    @SuppressWarnings("NullAway") // misuse is tested
    void page_onAnotherThread_orWithWhatNoWindowCanBe_isRefused() throws Exception {
        open();

        assertThatThrownBy(() -> window().maximize())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A page's window belongs to the renderer's event loop, and ");
        inTurn(() -> {
            assertThatThrownBy(() -> window().title("two\nlines")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> window().bounds(null)).isInstanceOf(NullPointerException.class);
        });
    }

    @Test
    void setup_ofAWindowThatWas_isThatWindow() throws Exception {
        try (RunningHost next = PageHosts.start(PageHosts.USUAL, true, setup(false, 0), "next")) {
            next.loop()
                    .run(
                            () -> {
                                next.newWindow(7, "notes", events);
                                next.apply(11, new WindowCommand.Act(Action.MAXIMIZE));
                            },
                            Duration.ofSeconds(10));
            next.loop().run(next::loaded, Duration.ofSeconds(10));
        }

        assertThat(last().maximized()).isTrue();
        assertThat(last().visible()).isTrue(); // though it was not: who maximises a window shows it
    }

    private void open() throws Exception {
        inTurn(() -> {
            window.set(host.newWindow(7, "notes", events));
            host.loaded();
        });
    }

    private void does(WindowCommand command, WindowState expected) throws Exception {
        long number = events.settled().stream().mapToLong(Long::longValue).max().orElse(10) + 1;
        inTurn(() -> host.apply(number, command));

        assertThat(last()).as(command.toString()).isEqualTo(expected);
        assertThat(events.settled()).as(command.toString()).contains(number);
    }

    private PageWindow window() {
        return Objects.requireNonNull(window.get(), "window");
    }

    private WindowState last() {
        return List.copyOf(events.states()).get(events.states().size() - 1);
    }

    private void inTurn(Runnable task) throws Exception {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        host.loop()
                .run(
                        () -> {
                            try {
                                task.run();
                            } catch (Throwable thrown) {
                                failed.set(thrown);
                            }
                        },
                        Duration.ofSeconds(10));
        assertThat(failed.get()).isNull();
    }

    private static WindowSetup setup(boolean show, long number) {
        return new WindowSetup(
                state(THERE).with(show, false, false, false), false, true, true, Standing.FOCUSED, 0, 0, null, number);
    }

    private static WindowState state(Bounds bounds) {
        return WindowState.hidden(bounds, "notes").with(true, false, false, false);
    }
}
