package dev.covalent.common.invoke;

import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.frame.MethodKey;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request of the peer's for one of this process's handlers, or for a method of one of its shared objects. Immutable.
 *
 * @param number the peer's own, which the answer repeats
 * @param channel whose handler is asked, or the name of the object
 * @param method the name of the object's method, and perhaps its descriptor; null for a handler
 * @param deadlineMillis how long the peer waits
 * @param received when it came to this process, as {@link System#nanoTime} counts; it may have waited since
 * @param bytes what the arguments take in their encoded form
 */
public record Invocation(
        long number, String channel, @Nullable String method, long deadlineMillis, long received, int bytes) {
    /** What an open request takes beside its names and arguments, so that many without any are bounded, too. */
    private static final int OVERHEAD = 256;

    /** Checks that the channel is there. */
    public Invocation {
        Objects.requireNonNull(channel, "channel");
    }

    /** Makes a request for a handler. */
    public Invocation(long number, String channel, long deadlineMillis, long received, int bytes) {
        this(number, channel, null, deadlineMillis, received, bytes);
    }

    /** Returns when its time is over. */
    long deadline() {
        return received + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
    }

    /** Returns what is asked, for messages. */
    String name() {
        return method == null ? channel : channel + "." + MethodKey.name(method);
    }

    /** Returns what it takes in all as long as it is open. */
    long weight() {
        int names = FrameWriter.textLength(channel) + (method == null ? 0 : FrameWriter.textLength(method));
        return (long) bytes + names + OVERHEAD;
    }
}
