package dev.covalent.common;

import java.util.Objects;

/** The rule that titles of windows keep where one process gives them to another: any text of bounded length. */
public final class WindowTitle {
    /** The most characters a title may have. */
    public static final int MAX_LENGTH = 1024;

    private WindowTitle() {}

    /**
     * Checks a title.
     *
     * @return the title
     * @throws IllegalArgumentException if it is too long
     */
    public static String check(String title) {
        Objects.requireNonNull(title, "title");
        if (title.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The title of a window has at most " + MAX_LENGTH + " characters, this one has " + title.length());
        }
        return title;
    }
}
