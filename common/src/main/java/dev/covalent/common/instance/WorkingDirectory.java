package dev.covalent.common.instance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The working directory of a later instance, as that spells it: the first one may run in a locale that cannot. Immutable.
 *
 * @param text absolute, as far as this process can tell
 */
public record WorkingDirectory(String text) {
    /** The most characters; no system has longer paths. */
    static final int MAX_LENGTH = Short.MAX_VALUE;

    /** Checks the text. */
    public WorkingDirectory {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A working directory of " + text.length() + " characters; at most " + MAX_LENGTH + " are allowed");
        }
        Path path = spelt(text);
        if (path != null && !path.isAbsolute()) {
            throw new IllegalArgumentException("The working directory '" + text + "' is not absolute");
        }
    }

    /** Returns that of this process. */
    public static WorkingDirectory current() {
        return of(Path.of("").toAbsolutePath());
    }

    /** Returns what stands for an absolute path. */
    public static WorkingDirectory of(Path path) {
        return new WorkingDirectory(path.toString());
    }

    /** Tells whether this process can spell it. */
    public boolean isSpelt() {
        return spelt(text) != null;
    }

    /**
     * Returns the directory, or, if this process cannot spell it, the nearest parent that exists and that it can; where
     * there is none, the home directory.
     */
    public Path nearest() {
        Path whole = spelt(text);
        if (whole != null) {
            return whole;
        }
        Path nearest = null;
        for (int end = 1; end <= text.length(); end++) {
            if (isSeparator(text.charAt(end - 1))) {
                Path parent = spelt(text.substring(0, end));
                if (parent == null || !parent.isAbsolute() || !Files.isDirectory(parent)) {
                    break;
                }
                nearest = parent;
            }
        }
        return nearest == null ? home() : nearest;
    }

    private static boolean isSeparator(char character) {
        return character == '/' || character == File.separatorChar;
    }

    /** The home directory itself may be one that cannot be spelt. */
    private static Path home() {
        Path home = spelt(System.getProperty("user.home", ""));
        return home != null && home.isAbsolute() ? home : Path.of("").toAbsolutePath();
    }

    private static @Nullable Path spelt(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException cannotBe) {
            return null;
        }
    }
}
