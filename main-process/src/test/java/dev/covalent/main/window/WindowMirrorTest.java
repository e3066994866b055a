package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Bounds;
import dev.covalent.common.EventType;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowCommand.Action;
import dev.covalent.common.frame.WindowCommand.Measure;
import dev.covalent.common.frame.WindowCommand.Trait;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowSetup.Standing;
import dev.covalent.common.frame.WindowState;
import dev.covalent.main.BrowserWindowOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class WindowMirrorTest {
    private static final BrowserWindowOptions PAGE =
            BrowserWindowOptions.page("Page").title("notes").size(300, 200);
    private static final Bounds THERE = new Bounds(10, 20, 302, 221);
    private static final WindowState SHOWN =
            WindowState.hidden(THERE, "notes").content(300, 200).with(true, false, false, false);

    private final WindowMirror mirror = WindowMirror.of(PAGE);
    private final List<PageOrder.WindowChange> sent = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();

    @Test
    void command_isSentWithItsNumber_andKnownAtOnce() {
        command(new WindowCommand.Place(THERE));
        command(new WindowCommand.Act(Action.MAXIMIZE));
        command(new WindowCommand.Entitle("other"));

        assertThat(sent).extracting(PageOrder.WindowChange::number).containsExactly(1L, 2L, 3L);
        assertThat(mirror.state())
                .isEqualTo(WindowState.hidden(THERE, "other").content(300, 200).with(true, false, true, false));
        assertThat(mirror.normalBounds()).isEqualTo(THERE);
    }

    @Test
    void show_ofAnIcon_isNoIcon() {
        command(new WindowCommand.Act(Action.MINIMIZE));
        assertThat(mirror.state().minimized()).isTrue();

        command(new WindowCommand.Act(Action.SHOW));

        assertThat(mirror.state().minimized()).isFalse();
    }

    @Test
    void command_thatIsNotSent_changesNothing() {
        WindowState before = mirror.state();

        assertThatThrownBy(() -> mirror.command(new WindowCommand.Act(Action.SHOW), change -> {
                    throw new QueueFullException("full");
                }))
                .isInstanceOf(QueueFullException.class);
        command(new WindowCommand.Act(Action.HIDE));

        assertThat(mirror.state()).isEqualTo(before);
        assertThat(sent).extracting(PageOrder.WindowChange::number).containsExactly(1L);
    }

    @Test
    void firstReport_tellsThatItIsShown_andThatNothingHasMoved() {
        assertThat(told(0, SHOWN)).containsExactly("show");
        assertThat(mirror.state()).isEqualTo(SHOWN);
        assertThat(titles).isEmpty();
    }

    @Test
    void reports_areToldByWhatDiffers_eachOnce() {
        told(0, SHOWN);

        assertThat(told(0, SHOWN)).isEmpty();
        assertThat(told(0, SHOWN.moved(THERE.at(11, 20)))).containsExactly("move");
        assertThat(told(0, SHOWN.moved(THERE.sized(400, 400)))).containsExactly("move", "resize");
        assertThat(told(0, SHOWN.with(true, true, false, false))).containsExactly("minimize", "resize");
        assertThat(told(0, SHOWN)).containsExactly("restore");
        assertThat(told(0, SHOWN.with(true, false, true, false))).containsExactly("maximize");
        assertThat(told(0, SHOWN.with(true, false, false, true))).containsExactly("unmaximize", "enter-full-screen");
        assertThat(told(0, SHOWN.with(false, false, false, false))).containsExactly("hide", "leave-full-screen");
    }

    @Test
    void report_fromBeforeACommand_correctsAllButWhatThatHasChanged() {
        told(0, SHOWN);
        command(new WindowCommand.Move(500, 500));

        assertThat(told(0, SHOWN.moved(THERE.at(77, 77)).with(true, false, true, false)))
                .containsExactly("maximize", "move");

        assertThat(mirror.state().bounds()).isEqualTo(THERE.at(500, 500));
        assertThat(mirror.state().maximized()).isTrue(); // as it is until it is moved
        told(0, SHOWN.moved(THERE.at(77, 77)).titled("by the page"));
        assertThat(mirror.state().title()).isEqualTo("by the page");
    }

    @Test
    void report_fromAfterACommand_isWhatBecameOfIt() {
        told(0, SHOWN);
        command(new WindowCommand.Move(500, -500));

        told(1, SHOWN.moved(THERE.at(500, 0)));

        assertThat(mirror.state().bounds()).isEqualTo(THERE.at(500, 0));
        assertThat(mirror.normalBounds()).isEqualTo(THERE.at(500, 0));
    }

    @Test
    void report_ofATitleThatMainHasGiven_isNoNews() {
        told(0, SHOWN);
        command(new WindowCommand.Entitle("mine"));

        told(1, SHOWN.titled("mine"));
        told(1, SHOWN.titled("the page's"));
        told(1, SHOWN.titled("the page's"));

        assertThat(titles).containsExactly("the page's");
    }

    @Test
    void firstReport_ofATitleThatThePageGaveAsItLoaded_isNews() {
        told(0, SHOWN.titled("the page's"));

        assertThat(titles).containsExactly("the page's");
    }

    @Test
    void nextSetup_atFirst_isWhatWasAskedFor() {
        WindowSetup setup = WindowMirror.of(PAGE.position(-5, 6)
                        .minimumSize(7, 8)
                        .alwaysOnTop(true)
                        .resizable(false)
                        .icon(Path.of("icon.png")))
                .nextSetup();

        assertThat(setup)
                .isEqualTo(new WindowSetup(
                        WindowState.hidden(new Bounds(-5, 6, 300, 200), "notes")
                                .with(true, false, false, false)
                                .traits(true, false),
                        true,
                        true,
                        true,
                        Standing.FOCUSED,
                        7,
                        8,
                        Path.of("icon.png").toAbsolutePath().toString(),
                        0));
        assertThat(mirror.nextSetup().placed()).isFalse();
    }

    @Test
    void nextSetup_isTheWindowAsItIs_atTheBoundsThatItHasByItself() {
        told(0, SHOWN);
        command(new WindowCommand.Resize(Measure.MINIMUM, 30, 20));
        command(new WindowCommand.Turn(Trait.ENABLED, false));
        command(new WindowCommand.Act(Action.MAXIMIZE));
        told(3, SHOWN.moved(new Bounds(0, 0, 1920, 1080)).with(true, false, true, false));

        assertThat(mirror.nextSetup())
                .isEqualTo(new WindowSetup(
                        SHOWN.with(true, false, true, false), false, true, false, Standing.FOCUSED, 30, 20, null, 3));
        assertThat(mirror.state().bounds()).isEqualTo(new Bounds(0, 0, 1920, 1080));
    }

    @Test
    void nextSetup_ofAWindowOnItsWayFromItsScreen_isWhereItIsByItself() {
        told(0, SHOWN.with(true, false, false, true));

        told(0, SHOWN.moved(new Bounds(0, 0, 1920, 1080)), THERE);

        assertThat(mirror.state().bounds()).isEqualTo(new Bounds(0, 0, 1920, 1080));
        assertThat(mirror.normalBounds()).isEqualTo(THERE);
        assertThat(mirror.nextSetup().state().bounds()).isEqualTo(THERE);
    }

    @Test
    void normalBounds_fromBeforeACommandThatChangesThem_areNoNews() {
        told(0, SHOWN);
        command(new WindowCommand.Place(THERE.at(500, 500)));

        told(0, SHOWN, THERE);

        assertThat(mirror.normalBounds()).isEqualTo(THERE.at(500, 500));
    }

    @Test
    void nextSetup_ofAWindowThatWasNeverShown_isAsLargeAsItsContentIsToBe_andHasYetToGetAPlace() {
        told(0, hidden(new Bounds(0, 0, 310, 230)));
        assertThat(mirror.nextSetup().placed()).isFalse();
        assertThat(mirror.nextSetup().contentSized()).isTrue();

        command(new WindowCommand.Resize(Measure.WHOLE, 400, 300));
        told(1, hidden(new Bounds(0, 0, 400, 300)));
        assertThat(mirror.nextSetup().contentSized()).isFalse();
        assertThat(mirror.nextSetup().state().bounds()).isEqualTo(new Bounds(0, 0, 400, 300));

        command(new WindowCommand.Resize(Measure.CONTENT, 240, 160));
        told(2, hidden(new Bounds(0, 0, 250, 190)).content(240, 160));
        WindowSetup next = mirror.nextSetup();
        assertThat(next.placed()).isFalse();
        assertThat(next.contentSized()).isTrue();
        assertThat(next.state().contentWidth()).isEqualTo(240);
        assertThat(next.state().contentHeight()).isEqualTo(160);
    }

    @Test
    void nextSetup_ofAHiddenWindowThatIsToCoverItsScreen_isAsLargeAsItIsByItself() {
        Bounds screen = new Bounds(0, 0, 1920, 1080);
        told(0, hidden(new Bounds(0, 0, 310, 230)));
        told(0, hidden(screen).content(1920, 1080).with(false, false, false, true), new Bounds(0, 0, 310, 230));

        assertThat(mirror.nextSetup().contentSized()).isTrue();
        assertThat(mirror.nextSetup().state().contentWidth()).isEqualTo(300);
        assertThat(mirror.nextSetup().state().contentHeight()).isEqualTo(200);
    }

    @Test
    void nextSetup_ofAWindowThatHasBeenSomewhere_isThere() {
        told(0, hidden(new Bounds(0, 0, 310, 230)));
        told(0, hidden(new Bounds(30, 0, 310, 230))); // its page has put it there
        assertThat(mirror.nextSetup().placed()).isTrue();
        assertThat(mirror.nextSetup().contentSized()).isTrue();

        told(0, SHOWN);
        told(0, SHOWN.with(false, false, false, false));
        command(new WindowCommand.Resize(Measure.CONTENT, 240, 160));
        assertThat(mirror.nextSetup().contentSized()).isFalse();
    }

    @Test
    void nextSetup_ofAWindowThatWasShownMaximizedAlone_hasYetToGetAPlace() {
        told(0, SHOWN.moved(new Bounds(0, 0, 1024, 768)).with(true, false, true, false), new Bounds(0, 0, 300, 200));
        assertThat(mirror.nextSetup().placed()).isFalse();
        assertThat(mirror.nextSetup().contentSized()).isTrue();

        told(0, SHOWN.moved(new Bounds(0, 0, 310, 230)));
        assertThat(mirror.nextSetup().placed()).isTrue();
    }

    private static WindowState hidden(Bounds at) {
        return SHOWN.moved(at).with(false, false, false, false);
    }

    @Test
    void nextSetup_ofAWindowThatIsHidden_staysHidden() {
        assertThat(shownNext(state -> state)).isTrue();
        command(new WindowCommand.Act(Action.HIDE));
        assertThat(mirror.nextSetup().state().visible()).isFalse();
        command(new WindowCommand.Act(Action.SHOW_INACTIVE));
        assertThat(shownNext(state -> state)).isTrue();
        assertThat(shownNext(state -> state.with(false, false, false, false))).isFalse();
    }

    @Test
    void nextSetup_ofAWindowThatWasShown_isInFrontOnlyIfItHadTheFocus() {
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.FOCUSED);
        told(0, SHOWN.with(false, false, false, false));
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.FOCUSED);

        told(0, SHOWN);
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.FOCUSED); // which it is yet to get
        mirror.gotFocus();
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.BEHIND);
        mirror.leftFocused();
        told(0, SHOWN);
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.FOCUSED);
        mirror.gotFocus();
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.BEHIND);
    }

    @Test
    void nextSetup_ofAWindowThatIsToBeShownAnew_isInFrontAsThatSays() {
        told(0, SHOWN);
        mirror.gotFocus();
        command(new WindowCommand.Act(Action.SHOW));
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.FOCUSED);

        command(new WindowCommand.Act(Action.SHOW_INACTIVE)); // it is shown already
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.FOCUSED);
        command(new WindowCommand.Act(Action.HIDE));
        command(new WindowCommand.Act(Action.SHOW_INACTIVE));
        told(1, SHOWN); // from before
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.IN_FRONT);
        told(4, SHOWN);
        assertThat(mirror.nextSetup().standing()).isEqualTo(Standing.BEHIND);
    }

    private boolean shownNext(UnaryOperator<WindowState> change) {
        told(sent.size(), change.apply(SHOWN));
        return mirror.nextSetup().state().visible();
    }

    private void command(WindowCommand command) {
        mirror.command(command, sent::add);
    }

    private List<String> told(long handled, WindowState state) {
        return told(handled, state, state.isNormal() ? state.bounds() : THERE);
    }

    private List<String> told(long handled, WindowState state, Bounds normal) {
        return mirror.reported(new PageNews.WindowReport(handled, state, normal), titles::add).stream()
                .map(EventType::name)
                .toList();
    }
}
