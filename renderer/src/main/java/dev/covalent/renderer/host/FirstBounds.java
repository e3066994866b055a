package dev.covalent.renderer.host;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;

/**
 * The bounds that a frame was given before it is known where the window manager has put it: before it is first shown, and a
 * moment after. Until then nobody knows what is around its content, nor its place if nobody has said that.
 *
 * <p>Confined to the event dispatch thread.
 */
final class FirstBounds {
    private final ShowableFrame frame;
    private Point corner;
    private boolean placed;
    private Dimension size;
    private boolean isContentSize;

    /**
     * Makes them.
     *
     * @param placed whether its place matters; else the window manager chooses one
     * @param isContentSize whether the size is that of its content
     */
    FirstBounds(ShowableFrame frame, Rectangle at, boolean placed, boolean isContentSize) {
        this.frame = frame;
        this.corner = at.getLocation();
        this.placed = placed;
        this.size = at.getSize();
        this.isContentSize = isContentSize;
    }

    void move(Point to) {
        corner = to;
        placed = true;
    }

    void resize(Dimension to) {
        size = to;
        isContentSize = false;
    }

    void resizeContent(Dimension to) {
        size = to;
        isContentSize = true;
    }

    /** Tells whether anybody has said where it is to be. */
    boolean isPlaced() {
        return placed;
    }

    /** Tells whether they are known before it is shown. */
    boolean areKnown() {
        return placed && !isContentSize;
    }

    /** Gives them to the frame, which is not visible. */
    void apply() {
        if (isContentSize) {
            frame.getContentPane().setPreferredSize(size);
            frame.getContentPane().invalidate(); // else what is around it may know its size of before
            frame.pack(); // the toolkit keeps that size when it learns what is around it
        } else {
            frame.setSize(size);
        }
        frame.setLocation(corner); // else it would be where the toolkit has new windows be
        if (!placed) {
            frame.setLocationByPlatform(true);
        }
    }

    /** Returns them as they would be now: in the frame's own place if none was given, with what is around a content size now. */
    Rectangle get() {
        return new Rectangle(placed ? corner : frame.getLocation(), size());
    }

    private Dimension size() {
        Dimension whole = isContentSize ? frame.around(size) : size;
        return frame.possible(whole.width, whole.height);
    }
}
