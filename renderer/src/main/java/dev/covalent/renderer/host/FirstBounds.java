package dev.covalent.renderer.host;

import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;

/**
 * Where a frame is to be when it is shown for the first time, and how large it or its content is to be: until then nobody
 * knows what will be around its content, nor where the window manager puts it if nobody has said that.
 *
 * <p>Confined to the event dispatch thread.
 */
final class FirstBounds {
    private final ShowableFrame frame;
    private Point corner;
    private boolean placed;
    private Dimension size;
    private boolean isContents;

    /**
     * Makes them.
     *
     * @param placed whether its place matters; else the window manager chooses one
     * @param isContents whether the size is that of its content
     */
    FirstBounds(ShowableFrame frame, Rectangle at, boolean placed, boolean isContents) {
        this.frame = frame;
        this.corner = at.getLocation();
        this.placed = placed;
        this.size = at.getSize();
        this.isContents = isContents;
    }

    void move(Point to) {
        corner = to;
        placed = true;
    }

    void resize(Dimension to) {
        size = to;
        isContents = false;
    }

    void resizeContent(Dimension to) {
        size = to;
        isContents = true;
    }

    /** Tells whether anybody has said where it is to be. */
    boolean isPlaced() {
        return placed;
    }

    /** Tells whether they are known before it is shown. */
    boolean areKnown() {
        return placed && !isContents;
    }

    /** Has a frame that was never shown be there. */
    void apply() {
        if (isContents) {
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

    /** Returns them as far as they are known: where it is now if its place did not matter. */
    Rectangle get() {
        return new Rectangle(placed ? corner : frame.getLocation(), size());
    }

    private Dimension size() {
        Dimension whole = isContents ? around(size) : size;
        return frame.possible(whole.width, whole.height);
    }

    /** Returns how large the frame is when its content is as large as that. */
    Dimension around(Dimension content) {
        Insets around = frame.getInsets(); // the frame itself may have another size already than the last layout knew
        Container pane = frame.getContentPane();
        Container root = frame.getRootPane();
        return new Dimension(
                around.left + around.right + root.getWidth() - pane.getWidth() + content.width,
                around.top + around.bottom + root.getHeight() - pane.getHeight() + content.height);
    }
}
