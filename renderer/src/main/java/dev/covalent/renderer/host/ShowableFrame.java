package dev.covalent.renderer.host;

import java.awt.Container;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Insets;
import java.awt.Rectangle;
import javax.swing.JFrame;
import org.jspecify.annotations.Nullable;

/**
 * A frame that is at most twice as wide and as high as all screens together. The toolkit draws a frame into memory first, and
 * one of the largest size that there is takes 4 GiB. Twice, because a window may be on its way to a desktop that is larger.
 *
 * <p>Confined to the event dispatch thread.
 */
class ShowableFrame extends JFrame {
    private static final long serialVersionUID = 1L;
    private static final int TIMES = 2;

    /** No window manager puts more around a frame. */
    private static final int AROUND = 64;

    ShowableFrame(String title) {
        super(title);
    }

    @Override
    public final void setBounds(int x, int y, int width, int height) {
        Dimension most = limited(width, height);
        super.setBounds(x, y, most.width, most.height);
    }

    @Override
    public final void setMinimumSize(@Nullable Dimension least) {
        super.setMinimumSize(least == null ? null : limited(least.width, least.height));
    }

    /** Returns the size that it has when it is given one. */
    final Dimension possible(int width, int height) {
        Dimension size = limited(width, height);
        if (isMinimumSizeSet()) {
            Dimension least = getMinimumSize();
            size.setSize(Math.max(size.width, least.width), Math.max(size.height, least.height));
        }
        return size;
    }

    /** Returns how large it is when its content is as large as that. */
    final Dimension around(Dimension content) {
        Insets around = getInsets(); // it may have another size already than the last layout knew
        Container pane = getContentPane();
        Container root = getRootPane();
        return new Dimension(
                around.left + around.right + root.getWidth() - pane.getWidth() + content.width,
                around.top + around.bottom + root.getHeight() - pane.getHeight() + content.height);
    }

    /** Tells whether bounds are about as large as its screen, as they are while it is maximised or covers that. */
    final boolean isAsLargeAsScreen(Rectangle bounds) {
        GraphicsConfiguration screen = getGraphicsConfiguration();
        Rectangle whole = screen.getBounds();
        Insets margins = getToolkit().getScreenInsets(screen);
        return isAbout(bounds.width, whole.width, margins.left + margins.right)
                && isAbout(bounds.height, whole.height, margins.top + margins.bottom);
    }

    private static boolean isAbout(int length, int whole, int margins) {
        return length >= whole - margins && length <= whole + AROUND;
    }

    private static Dimension limited(int width, int height) {
        Rectangle desktop = new Rectangle(0, 0, -1, -1); // nothing
        for (GraphicsDevice screen :
                GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices()) {
            desktop.add(screen.getDefaultConfiguration().getBounds());
        }
        return new Dimension(Math.min(width, TIMES * desktop.width), Math.min(height, TIMES * desktop.height));
    }
}
