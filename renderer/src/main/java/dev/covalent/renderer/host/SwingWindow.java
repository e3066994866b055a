package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.renderer.HostWindow;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.GraphicsDevice;
import java.awt.Rectangle;
import java.util.Optional;
import javax.swing.JPanel;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/** A frame of Swing's. Confined to the event dispatch thread. */
final class SwingWindow implements HostWindow {
    private final BlockableFrame frame;
    private final Placement placement;
    private final Setup setup;
    private final CloseRequests closing;
    private boolean fullScreen;
    private boolean laidOut;

    /**
     * Where it was to be before it was maximised, if it has been as large as its screen since it is shown: no window manager
     * knows then how large it was before, but takes the frame that it has not yet put around it off that.
     */
    private @Nullable Rectangle unmaximized;

    /** Where it was before it covered the screen. */
    private @Nullable Rectangle uncovered;

    SwingWindow(Setup setup, Listener listener) {
        this.setup = setup;
        frame = new BlockableFrame(setup.title());
        placement = new Placement(frame, this::isNormal);
        JPanel content = new JPanel(new BorderLayout());
        Bounds bounds = setup.bounds();
        content.setPreferredSize(new Dimension(bounds.width(), bounds.height()));
        frame.setContentPane(content);
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        frame.setResizable(setup.resizable());
        if (setup.minimumWidth() > 0) {
            frame.setMinimumSize(new Dimension(setup.minimumWidth(), setup.minimumHeight()));
        }
        setup.icon().flatMap(WindowIcon::read).ifPresent(frame::setIconImage);
        frame.setAlwaysOnTop(setup.alwaysOnTop());
        closing = new CloseRequests(frame, listener);
        FrameWatch watch = new FrameWatch(listener, closing);
        frame.addWindowListener(watch);
        frame.addWindowFocusListener(watch);
        frame.addWindowStateListener(watch);
        frame.addComponentListener(watch);
        frame.addWindowStateListener(event -> {
            if ((event.getNewState() & Frame.MAXIMIZED_BOTH) == 0) {
                unmaximized = null;
            }
        });
    }

    @Override
    public Optional<Object> content() {
        return Optional.of(frame.getContentPane());
    }

    @Override
    public void loaded() {
        layOut();
    }

    /** Once the page has filled it; a page that shows its window before that shows what there is. */
    private void layOut() {
        if (laidOut) {
            return;
        }
        laidOut = true;
        frame.pack();
        Bounds wanted = setup.bounds();
        if (!setup.contentSized()) {
            frame.setSize(wanted.width(), wanted.height());
        }
        if (setup.placed()) {
            frame.setLocation(wanted.x(), wanted.y());
        } else {
            frame.setLocationByPlatform(true);
        }
    }

    @Override
    public String title() {
        return frame.getTitle();
    }

    @Override
    public void title(String value) {
        frame.setTitle(value);
    }

    @Override
    public Bounds bounds() {
        if (!laidOut) {
            return setup.bounds();
        }
        return fullScreen && frame.isVisible() // the toolkit counts a frame around it that is not there
                ? bounds(frame.getGraphicsConfiguration().getBounds())
                : bounds(frame.getBounds());
    }

    @Override
    public Bounds contentBounds() {
        if (!laidOut) {
            return setup.bounds();
        }
        Container content = frame.getContentPane();
        Rectangle whole = frame.getBounds();
        return bounds(new Rectangle(
                whole.x + frame.getInsets().left,
                whole.y + frame.getInsets().top,
                content.getWidth(),
                content.getHeight()));
    }

    private static Bounds bounds(Rectangle at) {
        return new Bounds(limit(at.x), limit(at.y), length(at.width), length(at.height));
    }

    private static int limit(int position) {
        return Math.max(-Bounds.MAX, Math.min(Bounds.MAX, position));
    }

    private static int length(int size) {
        return Math.max(1, Math.min(Bounds.MAX, size));
    }

    @Override
    public void bounds(Bounds value) {
        makeNormal();
        placement.put(new Rectangle(value.x(), value.y(), value.width(), value.height()));
    }

    @Override
    public void position(int x, int y) {
        makeNormal();
        placement.put(new Rectangle(x, y, frame.getWidth(), frame.getHeight()));
    }

    @Override
    public void size(int width, int height) {
        makeNormal();
        placement.put(new Rectangle(frame.getX(), frame.getY(), width, height));
    }

    @Override
    public void contentSize(int width, int height) {
        makeNormal();
        Container content = frame.getContentPane();
        placement.put(new Rectangle(
                frame.getX(),
                frame.getY(),
                frame.getWidth() - content.getWidth() + width,
                frame.getHeight() - content.getHeight() + height));
    }

    @Override
    public void minimumSize(int width, int height) {
        frame.setMinimumSize(new Dimension(width, height));
    }

    /** A window that is given bounds is neither as large as its screen nor all of it. */
    private void makeNormal() {
        layOut();
        unmaximized = null;
        fullScreen(false);
        if ((frame.getExtendedState() & Frame.MAXIMIZED_BOTH) != 0) { // one way is enough
            frame.setExtendedState(frame.getExtendedState() & ~Frame.MAXIMIZED_BOTH);
        }
    }

    @Override
    public boolean isVisible() {
        return frame.isVisible();
    }

    @Override
    public void show(boolean active) {
        layOut();
        frame.setAutoRequestFocus(active);
        frame.setVisible(true);
        coverScreen();
        if (active) {
            focus();
        }
        frame.setAutoRequestFocus(true);
    }

    @Override
    public void hide() {
        GraphicsDevice device = frame.getGraphicsConfiguration().getDevice();
        if (device.getFullScreenWindow() == frame) {
            device.setFullScreenWindow(null); // fullScreen stays: it is so again when it is shown
        }
        frame.setVisible(false);
    }

    @Override
    public void focus() {
        frame.toFront();
        Component within = frame.getMostRecentFocusOwner(); // the frame itself would take the focus from its text field
        (within == null ? frame : within).requestFocus();
    }

    @Override
    public void blur() {
        frame.toBack();
    }

    @Override
    public boolean isMinimized() {
        return (frame.getExtendedState() & Frame.ICONIFIED) != 0;
    }

    @Override
    public void minimize() {
        frame.setExtendedState(frame.getExtendedState() | Frame.ICONIFIED);
    }

    @Override
    public void restore() {
        frame.setExtendedState(frame.getExtendedState() & ~Frame.ICONIFIED);
    }

    @Override
    public boolean isMaximized() {
        return (frame.getExtendedState() & Frame.MAXIMIZED_BOTH) == Frame.MAXIMIZED_BOTH;
    }

    @Override
    public void maximize() {
        layOut();
        if (!frame.isVisible() && !isMaximized() && setup.placed() && !setup.contentSized()) {
            unmaximized = frame.getBounds();
        }
        frame.setExtendedState(Frame.MAXIMIZED_BOTH);
    }

    @Override
    public void unmaximize() {
        Rectangle before = unmaximized;
        frame.setExtendedState(frame.getExtendedState() & ~Frame.MAXIMIZED_BOTH);
        if (before != null) {
            placement.put(before);
        }
        unmaximized = null;
    }

    @Override
    public void center() {
        makeNormal();
        frame.setLocationRelativeTo(null);
        placement.put(frame.getBounds());
    }

    @Override
    public boolean isFullScreen() {
        return fullScreen;
    }

    @Override
    public void fullScreen(boolean on) {
        fullScreen = on;
        coverScreen();
    }

    /** Covers the screen or no longer does; a window that is hidden would be shown by it. */
    private void coverScreen() {
        GraphicsDevice device = frame.getGraphicsConfiguration().getDevice();
        boolean covers = device.getFullScreenWindow() == frame;
        if (covers != (fullScreen && frame.isVisible())) {
            uncovered = covers ? uncovered : frame.getBounds();
            device.setFullScreenWindow(covers ? null : frame);
            if (covers) {
                placement.expect(uncovered);
            }
        }
    }

    @Override
    public boolean isAlwaysOnTop() {
        return frame.isAlwaysOnTop();
    }

    @Override
    public void alwaysOnTop(boolean on) {
        frame.setAlwaysOnTop(on);
    }

    @Override
    public boolean isResizable() {
        return frame.isResizable();
    }

    @Override
    public void resizable(boolean on) {
        frame.setResizable(on);
    }

    @Override
    public void enabled(boolean on) {
        frame.block(!on);
    }

    @Override
    public void whenSettled(Runnable task) {
        placement.whenSettled(task);
    }

    @Override
    public void heldUp() {
        closing.look();
    }

    private boolean isNormal() {
        return !isMinimized() && !isMaximized() && !fullScreen;
    }

    @Override
    public void dispose() {
        hide();
        frame.block(false);
        frame.dispose();
    }
}
