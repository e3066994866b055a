package dev.covalent.main;

import java.time.Duration;
import java.util.Objects;

/**
 * The main process's event loop was blocked and goes on again. Immutable.
 *
 * @param blocked for how long
 * @param stack the stack of what held the loop when that was noticed
 */
public record LoopBlocked(Duration blocked, String stack) {

    /** Checks that the fields are there. */
    public LoopBlocked {
        Objects.requireNonNull(blocked, "blocked");
        Objects.requireNonNull(stack, "stack");
    }
}
