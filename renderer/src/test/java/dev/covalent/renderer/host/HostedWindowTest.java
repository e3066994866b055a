package dev.covalent.renderer.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Bounds;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowCommand.Action;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowSetup.Standing;
import dev.covalent.common.frame.WindowState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to the window of a host as its page loads. */
final class HostedWindowTest {
    private static final WindowState HIDDEN = WindowState.hidden(new Bounds(1, 2, 30, 40), "notes");

    private final RecordedWindow window = new RecordedWindow();
    private final RecordedWindowEvents events = new RecordedWindowEvents();

    @Test
    void loaded_showsIt_withTheFocusIfItIsToHaveThat() {
        open(true, Standing.FOCUSED).loaded();
        assertThat(window.done()).containsExactly("shown with the focus");
    }

    @Test
    void loaded_ofAWindowThatWasInTheBackground_leavesTheFocus() {
        open(true, Standing.BEHIND).loaded();
        assertThat(window.done()).containsExactly("shown", "put behind");
    }

    @Test
    void loaded_ofAWindowThatIsShownForTheFirstTime_mayLeaveTheFocus() {
        open(true, Standing.IN_FRONT).loaded();
        assertThat(window.done()).containsExactly("shown");
    }

    @Test
    void failed_showsIt_ifItWasToBeShown_andTellsSo() {
        open(true, Standing.FOCUSED).failed();
        assertThat(window.done()).containsExactly("shown with the focus");
        assertThat(events.states()).last().matches(WindowState::visible);
    }

    @Test
    void failed_ofAWindowThatWasNotToBeShown_leavesItHidden_andTellsSo() {
        open(false, Standing.FOCUSED).failed();
        assertThat(window.done()).isEmpty();
        assertThat(events.states()).last().matches(state -> !state.visible());
    }

    @Test
    void focus_thatWasAskedForAsThePageLoaded_isGivenAsItIsShown() {
        HostedWindow hosted = open(true, Standing.BEHIND);

        hosted.apply(1, new WindowCommand.Act(Action.FOCUS));
        hosted.loaded();

        assertThat(window.done()).containsExactly("focused", "shown with the focus");
    }

    @ParameterizedTest
    @CsvSource({"SHOW, shown with the focus", "SHOW_INACTIVE, shown"})
    void show_ofAnIcon_makesAWindowAgainOfIt(Action action, String shown) {
        HostedWindow hosted = open(false, Standing.FOCUSED);
        hosted.loaded();

        hosted.apply(2, new WindowCommand.Act(Action.MINIMIZE));
        hosted.apply(3, new WindowCommand.Act(action));

        assertThat(window.done()).containsExactly("restored", shown);
        assertThat(events.states()).last().matches(state -> state.visible() && !state.minimized());
    }

    @Test
    void loaded_wasToBeAnIcon_isShownAsOne() {
        HostedWindow hosted = open(true, Standing.FOCUSED);
        hosted.apply(2, new WindowCommand.Act(Action.MINIMIZE));

        hosted.loaded();

        assertThat(window.done()).containsExactly("shown");
        assertThat(events.states()).last().matches(WindowState::minimized);
    }

    @Test
    void maximize_ofAHostThatDoesNotRememberWhereItsWindowWas_isNotWhereItIsByItself() {
        HostedWindow hosted = open(true, Standing.FOCUSED);
        hosted.loaded();

        hosted.apply(2, new WindowCommand.Act(Action.MAXIMIZE));

        assertThat(events.states()).last().matches(WindowState::maximized);
        assertThat(events.normal()).hasValue(new Bounds(1, 2, 30, 40));
    }

    private HostedWindow open(boolean show, Standing standing) {
        WindowSetup setup =
                new WindowSetup(HIDDEN.with(show, false, false, false), false, true, true, standing, 0, 0, null, 1);
        return HostedWindow.open(7, "notes", window, new ManualLoop(), events, setup);
    }
}
