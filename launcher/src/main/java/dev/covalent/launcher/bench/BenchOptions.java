package dev.covalent.launcher.bench;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How to run the benchmark. Immutable.
 *
 * @param seconds about how long it may take
 * @param rounds how often each figure is taken
 * @param only which figures to take: those in whose name one of these is found; all if there are none
 * @param pin whether to say which processors the processes run on
 * @param progress is told what happens
 */
public record BenchOptions(int seconds, int rounds, List<Pattern> only, boolean pin, Consumer<String> progress) {
    /** The longest that it may take, in seconds. */
    public static final int MAX_SECONDS = 3600;

    /** The most rounds. */
    public static final int MAX_ROUNDS = 100;

    /** Checks the values and copies the list. */
    public BenchOptions {
        requireBetween("--seconds", seconds, MAX_SECONDS);
        requireBetween("--rounds", rounds, MAX_ROUNDS);
        only = List.copyOf(only);
        Objects.requireNonNull(progress, "progress");
    }

    private static void requireBetween(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " takes a number from 1 to " + most + ", not " + value);
        }
    }
}
