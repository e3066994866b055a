package dev.covalent.common.clone;

import org.jspecify.annotations.Nullable;

/**
 * What stopped the encoder or the converter, on its way up to where the root's name is known. Each container that it
 * passes adds its step in front, so that a path is only put together when there is a problem to report.
 *
 * <p>Confined to the thread that encodes or converts.
 */
final class PathProblem extends RuntimeException {
    private static final int MAX_PATH_CHARS = 240;

    private final String problem;
    private final StringBuilder reversedPath = new StringBuilder();

    PathProblem(String problem) {
        this(problem, null);
    }

    PathProblem(String problem, @Nullable Throwable cause) {
        super(problem, cause, false, false);
        this.problem = problem;
    }

    /** Puts {@code step} in front of the path. */
    PathProblem inside(String step) {
        reversedPath.append(new StringBuilder(step).reverse());
        return this;
    }

    String problem() {
        return problem;
    }

    /** Returns the path below {@code root}; the middle of a very long one is left out. */
    String path(String root) {
        String path = root + new StringBuilder(reversedPath).reverse();
        if (path.length() <= MAX_PATH_CHARS) {
            return path;
        }
        int half = MAX_PATH_CHARS / 2;
        return path.substring(0, half) + "..." + path.substring(path.length() - half);
    }

    static String index(int index) {
        return "[" + index + "]";
    }

    static String element(int index) {
        return ".elements[" + index + "]";
    }

    static String key(int index) {
        return ".keys[" + index + "]";
    }

    /** Returns the step to the value of {@code key}, which is the map's {@code index}th. */
    static String valueOf(@Nullable Object key, int index) {
        if (!(key instanceof String name)) {
            return ".values[" + index + "]";
        }
        return isIdentifier(name) ? "." + name : "[" + quoted(name) + "]";
    }

    /** Returns {@code text} in quotes, cut to a length that suits a message. */
    static String quoted(String text) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return '"' + shown.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && name.length() <= 64
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
