package dev.covalent.main;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link IpcInterceptor} decides about a message.
 *
 * <p>Immutable.
 */
public final class Verdict {
    private static final Verdict ALLOWED = new Verdict(null);

    private final @Nullable String reason;

    private Verdict(@Nullable String reason) {
        this.reason = reason;
    }

    /** Lets the message pass to the next interceptor, and after the last one to its receivers. */
    public static Verdict allow() {
        return ALLOWED;
    }

    /**
     * Refuses the message: nobody else sees it.
     *
     * @param reason what the sender is told if it waits for an answer
     */
    public static Verdict deny(String reason) {
        return new Verdict(Objects.requireNonNull(reason, "reason"));
    }

    /** Tells whether the message may pass. */
    public boolean isAllowed() {
        return reason == null;
    }

    /** Returns why it may not pass; empty if it may. */
    public String reason() {
        return reason == null ? "" : reason;
    }

    @Override
    public String toString() {
        return reason == null ? "allow" : "deny: " + reason;
    }
}
