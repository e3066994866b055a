package dev.covalent.main.global;

import dev.covalent.common.frame.BagPath;
import java.util.Objects;

/** The rule that the names of shared objects and of their properties keep: any text, not empty, of bounded length. */
final class GlobalName {
    static final int MAX_LENGTH = BagPath.MAX_NAME_LENGTH;

    private static final int MAX_SHOWN = 200;

    private GlobalName() {}

    /**
     * Checks a name.
     *
     * @param what whose name it is, for messages
     */
    static String check(String name, String what) {
        Objects.requireNonNull(name, what + " name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The name of a " + what + " is empty: give it at least one character");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The name of a " + what + " has at most " + MAX_LENGTH
                    + " characters, this one has " + name.length() + ": put the rest into a value");
        }
        return name;
    }

    /** Returns a name that a renderer sent, as messages and logs may show it: of bounded length. */
    static String shown(String name) {
        return name.length() <= MAX_SHOWN
                ? name
                : name.substring(0, MAX_SHOWN) + "... (" + name.length() + " characters)";
    }
}
