package dev.covalent.common.remote;

import java.util.Objects;

/**
 * What of all that passes somebody wants to be told of.
 *
 * @param channel a pattern of the channel, in which {@code *} is any text and {@code ?} any character; at most
 *     {@value #MAX_PATTERN} characters
 * @param windowId the window that it comes from or is for; 0 for all
 */
public record TraceFilter(String channel, int windowId) {
    /** Most characters of a pattern. */
    public static final int MAX_PATTERN = 1_000;

    /** What lets everything pass. */
    public static final TraceFilter ALL = new TraceFilter("*", 0);

    /** Checks the fields, which a peer may have written. */
    public TraceFilter {
        Objects.requireNonNull(channel, "channel");
        if (channel.isEmpty() || channel.length() > MAX_PATTERN) {
            throw new IllegalArgumentException("A pattern of channels has 1 to " + MAX_PATTERN + " characters, not "
                    + channel.length() + ": '*' stands for every channel");
        }
        if (windowId < 0) {
            throw new IllegalArgumentException("No window has the id " + windowId + ": ids start at 1");
        }
    }

    /** Tells whether the pattern matches a channel. */
    public boolean matches(String name) {
        int at = 0;
        int pattern = 0;
        int star = -1; // the last star, which may stand for more than it does now
        int afterStar = 0;
        while (at < name.length()) {
            if (pattern < channel.length() && channel.charAt(pattern) == '*') {
                star = pattern++;
                afterStar = at;
            } else if (pattern < channel.length()
                    && (channel.charAt(pattern) == '?' || channel.charAt(pattern) == name.charAt(at))) {
                pattern++;
                at++;
            } else if (star >= 0) {
                pattern = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (pattern < channel.length() && channel.charAt(pattern) == '*') {
            pattern++;
        }
        return pattern == channel.length();
    }
}
