package dev.covalent.common;

/**
 * A value cannot be cloned, so nothing was sent. The message starts with Electron's text and names the path to the
 * offending value and its class: {@code An object could not be cloned: args[0].owner.socket (java.net.Socket)}.
 */
public final class UncloneableValueException extends IllegalArgumentException {
    /** The text that Electron gives, whatever the value. */
    public static final String TEXT = "An object could not be cloned";

    private final String path;
    private final String problem;

    /**
     * Makes the exception.
     *
     * @param path where the value is: {@code "args[0].owner.socket"}
     * @param problem the class of the value, or the limit that it breaks
     */
    public UncloneableValueException(String path, String problem) {
        super(TEXT + ": " + path + " (" + problem + ")");
        this.path = path;
        this.problem = problem;
    }

    /** Returns where the offending value is, as in {@code args[0].owner.socket}. */
    public String path() {
        return path;
    }

    /** Returns the class of the offending value, or the limit that it breaks. */
    public String problem() {
        return problem;
    }
}
