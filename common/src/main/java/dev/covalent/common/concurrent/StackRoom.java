package dev.covalent.common.concurrent;

/**
 * Whether the current thread's stack has room for a call over RMI. One that overflows half-way is an error of the page, or of
 * whoever else recurses; what must be done as a whole, such as the use of a number, is not begun where it would.
 *
 * <p>Thread-safe.
 */
public final class StackRoom {
    /** With what each keeps, room for the frames of a call, which are fewer and larger. */
    private static final int FRAMES = 200;

    private StackRoom() {}

    /** Tells whether there is enough. */
    public static boolean isThere() {
        try {
            return descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8) > 0;
        } catch (StackOverflowError none) {
            return false;
        }
    }

    /**
     * Throws where a call would.
     *
     * @throws StackOverflowError if there is not enough
     */
    public static void require() {
        if (!isThere()) {
            throw new StackOverflowError(
                    "There is no room on the stack for a call to another process; nothing was sent");
        }
    }

    /** What is used after the call keeps its place in the frame, in compiled code, too. */
    private static long descend(int left, long a, long b, long c, long d, long e, long f, long g, long h) {
        long below = left == 0 ? 1 : descend(left - 1, b, c, d, e, f, g, h, a);
        return below + ((a ^ b ^ c ^ d ^ e ^ f ^ g ^ h) & 1);
    }
}
