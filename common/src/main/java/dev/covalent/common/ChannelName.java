package dev.covalent.common;

import org.jspecify.annotations.Nullable;

/** The rule that channel names keep: any text, not empty, of bounded length. */
public final class ChannelName {
    /** The most characters a channel's name may have. */
    public static final int MAX_LENGTH = 1024;

    private ChannelName() {}

    /**
     * Checks a channel's name.
     *
     * @return the name
     * @throws IllegalArgumentException with Electron's text if it is null or empty, or if it is too long
     */
    public static String check(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("Missing required channel argument");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Channel names have at most " + MAX_LENGTH + " characters, this one has "
                    + name.length() + ": put the rest into an argument");
        }
        return name;
    }
}
