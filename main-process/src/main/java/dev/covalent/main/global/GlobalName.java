package dev.covalent.main.global;

import dev.covalent.common.frame.BagPath;
import java.util.Objects;

/** The rule that the names of shared objects and of their properties keep: any text, not empty, of bounded length. */
final class GlobalName {
    private static final int MAX_SHOWN = 200;

    private GlobalName() {}

    /**
     * Checks a name.
     *
     * @param what whose name it is, for messages
     */
    static String check(String name, String what) {
        return BagPath.checkName(Objects.requireNonNull(name, what + " name"), what);
    }

    /** Returns a name that a renderer sent, as messages and logs may show it: of bounded length. */
    static String shown(String name) {
        return name.length() <= MAX_SHOWN
                ? name
                : name.substring(0, MAX_SHOWN) + "... (" + name.length() + " characters)";
    }
}
