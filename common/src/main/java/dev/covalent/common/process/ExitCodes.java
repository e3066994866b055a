package dev.covalent.common.process;

/**
 * The exit codes that mean something in this framework.
 *
 * <p>Immutable.
 */
public final class ExitCodes {
    /** What a JVM started with {@code -XX:+ExitOnOutOfMemoryError} ends with. */
    public static final int OUT_OF_MEMORY = 3;

    /** What a process ends with because its parent is gone; {@code EX_UNAVAILABLE} of sysexits.h. */
    public static final int PARENT_GONE = 69;

    private ExitCodes() {}
}
