package dev.covalent.launcher.demo;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The lines that the demo prints, each in one piece.
 *
 * <p>Thread-safe.
 */
final class Transcript {
    private final Consumer<String> output;
    private final CopyOnWriteArrayList<Consumer<String>> copies = new CopyOnWriteArrayList<>();

    Transcript(Consumer<String> output) {
        this.output = Objects.requireNonNull(output, "output");
    }

    /** Gives every later line to {@code copy} too. */
    void copyTo(Consumer<String> copy) {
        copies.add(copy);
    }

    /** Adds what a process saw. */
    void saw(String role, long processId, String flow, String what) {
        line(String.format(Locale.ROOT, "[%-5s pid %d] flow %s: %s", role, processId, flow, what));
    }

    /** Adds a line. */
    void line(String text) {
        output.accept(text);
        copies.forEach(copy -> copy.accept(text));
    }
}
