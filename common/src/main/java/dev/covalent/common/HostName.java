package dev.covalent.common;

import java.util.Objects;
import java.util.regex.Pattern;

/** The rule that names of page hosts keep, which say what a page's window is in. */
public final class HostName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,49}");

    private HostName() {}

    /**
     * Checks the name of a host.
     *
     * @return the name
     * @throws IllegalArgumentException if no host can have it
     */
    public static String check(String name) {
        Objects.requireNonNull(name, "host");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "host must name a page host, as 'swing' and 'headless' do: a letter, then"
                            + " letters, digits, '.', '_' and '-', at most 50 characters in all");
        }
        return name;
    }
}
