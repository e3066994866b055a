package dev.covalent.main.window;

import java.time.Duration;

/**
 * How many JVMs may be starting. A JVM that starts needs a processor for some tenths of a second; a hundred that start at
 * once on a few processors all take so long that they miss the deadlines of their connections.
 */
public final class Starts {
    /** How many may be between their fork and their first call, at the same time. */
    public static final int AT_ONCE = 2 * Math.max(2, Runtime.getRuntime().availableProcessors());

    /** How long one of them counts at most: one that hangs does not keep others from starting for longer. */
    static final Duration HELD_FOR = Duration.ofSeconds(5);

    private Starts() {}
}
