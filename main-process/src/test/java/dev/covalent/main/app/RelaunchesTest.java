package dev.covalent.main.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RelaunchesTest {
    private final Relaunches relaunches = new Relaunches();

    @Test
    void add_moreThanAreGood_isRefused() {
        for (int i = 0; i < 16; i++) {
            relaunches.add(List.of("x"));
        }

        assertThatThrownBy(() -> relaunches.add(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("16 instances are to be started already when this one ends, and no more may be");
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse
    void add_argumentThatIsNull_isMisuse() {
        assertThatThrownBy(() -> relaunches.add(Arrays.asList("a", null))).isInstanceOf(NullPointerException.class);
    }

    @Test
    void add_argumentWithNul_isMisuse() {
        assertThatThrownBy(() -> relaunches.add(List.of("a\0b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An argument of a program has no NUL character");
    }

    @Test
    void add_afterTheEnd_isRefused() {
        relaunches.start("notes");

        assertThatThrownBy(() -> relaunches.add(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This instance of the application has ended: it launches no other any more");
    }

    @Test
    void start_nothingWanted_startsNothing() {
        assertThatCode(() -> relaunches.start("notes")).doesNotThrowAnyException();
    }
}
