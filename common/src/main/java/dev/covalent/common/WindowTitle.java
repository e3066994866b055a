package dev.covalent.common;

import java.util.Locale;
import java.util.Objects;

/** The rule that titles of windows keep where one process gives them to another: text of one line and bounded length. */
public final class WindowTitle {
    /** The most characters a title may have. */
    public static final int MAX_LENGTH = 1024;

    private WindowTitle() {}

    /**
     * Checks a title.
     *
     * @return the title
     * @throws IllegalArgumentException if it is too long, or has control characters, which would forge lines of a log
     */
    public static String check(String title) {
        return checkCharacters("The title of a window", title);
    }

    /**
     * Checks a name that windows, lists and logs show as they show a title.
     *
     * @param what what it is, as the error begins
     * @return the name
     * @throws IllegalArgumentException if it is too long, or has control characters
     */
    public static String checkCharacters(String what, String title) {
        Objects.requireNonNull(title, "title");
        if (title.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " has at most " + MAX_LENGTH + " characters, this one has " + title.length());
        }
        for (int i = 0; i < title.length(); i++) {
            if (Character.isISOControl(title.charAt(i))) {
                throw new IllegalArgumentException(what + " has no control characters, this one has U+"
                        + String.format(Locale.ROOT, "%04X", (int) title.charAt(i)) + " at " + i);
            }
        }
        return title;
    }
}
