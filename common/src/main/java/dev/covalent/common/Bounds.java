package dev.covalent.common;

/**
 * Where a window is and how large it is, with its frame, in the units of the desktop: pixels, unless the display is
 * scaled. Immutable.
 *
 * @param x how far its left edge is from that of the first screen; less than 0 on a screen to the left of it
 * @param y how far its upper edge is from that of the first screen
 * @param width how wide it is
 * @param height how high it is
 */
public record Bounds(int x, int y, int width, int height) {
    /** The furthest that a window can be from the corner of the first screen, and the widest and highest it can be. */
    public static final int MAX = 32_767;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if no window can be there or so large
     */
    public Bounds {
        checkPosition(x, y);
        checkSize(width, height);
    }

    /** Returns a window of the same size elsewhere. */
    public Bounds at(int newX, int newY) {
        return new Bounds(newX, newY, width, height);
    }

    /** Returns a window of another size at the same place. */
    public Bounds sized(int newWidth, int newHeight) {
        return new Bounds(x, y, newWidth, newHeight);
    }

    /**
     * Checks a position.
     *
     * @throws IllegalArgumentException if no window can be there
     */
    public static void checkPosition(int x, int y) {
        if (Math.abs((long) x) > MAX || Math.abs((long) y) > MAX) {
            throw new IllegalArgumentException(
                    "A window is at most " + MAX + " from the corner of the first screen, not at " + x + ", " + y);
        }
    }

    /**
     * Checks a size.
     *
     * @throws IllegalArgumentException if no window can be so large, or small
     */
    public static void checkSize(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A window needs a width and a height of at least 1, not " + width + " x " + height);
        }
        if (width > MAX || height > MAX) {
            throw new IllegalArgumentException(
                    "A window is at most " + MAX + " wide and high, not " + width + " x " + height);
        }
    }
}
