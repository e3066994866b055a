package dev.covalent.common.endpoint;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name that an application is found by; it becomes part of file names.
 *
 * <p>Immutable.
 *
 * @param value 1 to {@value #MAX_LENGTH} ASCII letters, digits, dots, underscores and hyphens, no dot at the start
 */
public record ApplicationName(String value) {
    /** Longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0," + (MAX_LENGTH - 1) + "}");

    /** Checks the name. */
    public ApplicationName {
        Objects.requireNonNull(value, "value");
        if (!isOne(value)) {
            throw new ApplicationNameException("Not the name of an application: '" + printable(value) + "'. Use 1 to "
                    + MAX_LENGTH + " letters, digits, '.', '_' or '-', and no '.' at the start.");
        }
    }

    /** Tells whether an application can have a name. */
    static boolean isOne(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }

    private static String printable(String name) {
        String start = name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) + "…" : name;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
