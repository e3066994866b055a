package dev.covalent.common.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that has passed through main.
 *
 * @param time when it came to main, or left it
 * @param kind {@code send}, {@code invoke}, {@code sendTo}, {@code remote} …, as in recordings
 * @param channel the channel; of a port its number, of a remote call the object and the method; cut if it is
 *     long
 * @param from the contents that it comes from; 0 for main
 * @param to the contents that it is for; 0 for main
 * @param bytes how long its arguments are
 * @param took how long it was handled, or until it was answered; zero for what main sends
 * @param outcome a word for how it ended, as in recordings
 */
public record TraceLine(
        Instant time, String kind, String channel, int from, int to, long bytes, Duration took, String outcome) {

    /** Checks that nothing is null. */
    public TraceLine {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(outcome, "outcome");
    }
}
