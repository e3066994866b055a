package dev.covalent.common.concurrent;

import java.time.Duration;
import java.util.Objects;

/**
 * A loop that did not come to its next turn for too long. Immutable.
 *
 * @param blocked for how long
 * @param stack what held the turn when that was noticed
 */
public record Blockage(Duration blocked, String stack) {

    /** Checks the fields. */
    public Blockage {
        Objects.requireNonNull(blocked, "blocked");
        Objects.requireNonNull(stack, "stack");
    }
}
