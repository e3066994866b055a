package dev.covalent.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RidersTest {
    private final List<Runnable> delayed = new ArrayList<>();
    private final List<String> boarded = new ArrayList<>();
    private final Riders riders = new Riders(delayed::add);

    @Test
    void board_riders_runInOrder_once() {
        riders.add(() -> boarded.add("first"));
        riders.add(() -> boarded.add("second"));

        riders.board();
        riders.board();

        assertThat(boarded).containsExactly("first", "second");
    }

    @Test
    void delay_several_isArmedOnce_andRunsThem() {
        riders.add(() -> boarded.add("first"));
        riders.add(() -> boarded.add("second"));
        assertThat(delayed).hasSize(1);

        delayed.remove(0).run();

        assertThat(boarded).containsExactly("first", "second");
        riders.add(() -> boarded.add("third"));
        assertThat(delayed).hasSize(1);
    }

    @Test
    void delay_overWhenAllHaveBoarded_runsNothing() {
        riders.add(() -> boarded.add("first"));
        riders.board();

        delayed.remove(0).run();

        assertThat(boarded).hasSize(1);
    }

    @Test
    void add_fromARider_waitsForTheNextRound() {
        riders.add(() -> riders.add(() -> boarded.add("later")));

        riders.board();
        assertThat(boarded).isEmpty();
        riders.board();

        assertThat(boarded).containsExactly("later");
    }

    @Test
    void board_oneThrows_theOthersRunAndTheCallerGoesOn() {
        riders.add(() -> {
            throw new IllegalStateException("thrown on purpose");
        });
        riders.add(() -> {
            throw new AssertionError("thrown on purpose");
        });
        riders.add(() -> boarded.add("last"));

        riders.board();

        assertThat(boarded).containsExactly("last");
    }
}
