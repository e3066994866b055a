package dev.covalent.common;

import java.util.Objects;

/** The rule that names of page classes keep where one process gives them to another: a class's binary name. */
public final class PageName {
    /** The most characters a page's name may have. */
    public static final int MAX_LENGTH = 1024;

    private PageName() {}

    /**
     * Checks the name of a page's class.
     *
     * @return the name
     * @throws IllegalArgumentException if it is not the binary name of a class, or is too long
     */
    public static String check(String name) {
        Objects.requireNonNull(name, "page");
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The name of a page has at most " + MAX_LENGTH + " characters, this one has " + name.length());
        }
        for (String part : name.split("\\.", -1)) {
            if (!isIdentifier(part)) {
                throw new IllegalArgumentException("page must name a class that implements Page, as"
                        + " com.example.MyPage does, not '" + name + "'");
            }
        }
        return name;
    }

    private static boolean isIdentifier(String part) {
        return !part.isEmpty()
                && Character.isJavaIdentifierStart(part.codePointAt(0))
                && part.codePoints()
                        .allMatch(c -> Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }
}
