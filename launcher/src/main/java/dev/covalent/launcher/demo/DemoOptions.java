package dev.covalent.launcher.demo;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How the demo is to run.
 *
 * @param headless whether its windows exist in memory only, and it ends by itself
 * @param output takes the lines of the transcript
 */
public record DemoOptions(boolean headless, Consumer<String> output) {

    /** Checks the parts. */
    public DemoOptions {
        Objects.requireNonNull(output, "output");
    }
}
