package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** REM-62: main's answer, and what it tells, in whatever order they come. */
final class RosterTest {
    private final Roster<String> roster = new Roster<>();

    @Test
    void find_isOfTheAnswer_andOfWhatIsToldAfterIt() {
        roster.made(3, "three");
        roster.fill(Map.of(1, "one", 2, "two"));
        roster.made(4, "four");
        roster.gone(2);

        assertThat(roster.find(1)).contains("one");
        assertThat(roster.find(2)).isEmpty();
        assertThat(roster.find(3)).contains("three");
        assertThat(roster.find(4)).contains("four");
        assertThat(roster.find(5)).isEmpty();
    }

    @Test
    void goneAheadOfTheAnswer_isNotFound() { // frames overtake the result of a call
        roster.made(2, "two");
        roster.gone(2);
        roster.gone(1);

        roster.fill(Map.of(1, "one", 2, "two", 3, "three"));

        assertThat(roster.find(1)).isEmpty();
        assertThat(roster.find(2)).isEmpty();
        assertThat(roster.find(3)).contains("three");
    }

    @Test
    void anotherAnswer_bringsNothingBack() { // two threads ask first
        roster.fill(Map.of(1, "one"));
        roster.gone(1);

        roster.fill(Map.of(1, "one"));

        assertThat(roster.find(1)).isEmpty();
    }

    @Test
    void seenAndMissing_changeWhatIsKnown_andAddNothing() {
        roster.fill(Map.of(1, "one", 2, "two"));

        roster.seen(1, "uno");
        roster.seen(3, "tre");
        roster.missing(2);

        assertThat(roster.find(1)).contains("uno");
        assertThat(roster.find(2)).isEmpty();
        assertThat(roster.find(3)).isEmpty();
    }

    @Test
    void end_isOfAllThatIsKnown_andOfWhatComesLate() {
        roster.made(1, "one");
        roster.end();

        roster.fill(Map.of(1, "one", 2, "two"));

        assertThat(roster.find(1)).isEmpty();
        assertThat(roster.find(2)).isEmpty();
    }
}
