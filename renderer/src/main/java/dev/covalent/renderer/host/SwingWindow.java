package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.renderer.HostWindow;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.util.Optional;
import javax.swing.JPanel;
import javax.swing.WindowConstants;

/** A frame of Swing's. Confined to the event dispatch thread. */
final class SwingWindow implements HostWindow {
    private final BlockableFrame frame;
    private final FrameForm form;
    private final Setup setup;
    private final CloseRequests closing;
    private boolean laidOut;

    SwingWindow(Setup setup, Listener listener) {
        this.setup = setup;
        frame = new BlockableFrame(setup.title());
        Rectangle at = rectangle(setup.bounds());
        form = new FrameForm(
                frame, new FirstBounds(frame, at, setup.placed(), setup.contentSized()), listener::changed);
        JPanel content = new JPanel(new BorderLayout());
        content.setPreferredSize(at.getSize());
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
        if (!laidOut) {
            laidOut = true;
            form.layOut();
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
        return form.isFullScreen() && frame.isVisible() // the toolkit counts a frame around it that is not there
                ? bounds(frame.getGraphicsConfiguration().getBounds())
                : bounds(frame.getBounds());
    }

    @Override
    public Optional<Bounds> normalBounds() {
        return form.normal().map(SwingWindow::bounds);
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

    private static Rectangle rectangle(Bounds bounds) {
        return new Rectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height());
    }

    @Override
    public void bounds(Bounds value) {
        layOut();
        form.put(rectangle(value));
    }

    @Override
    public void position(int x, int y) {
        layOut();
        form.move(new Point(x, y));
    }

    @Override
    public void size(int width, int height) {
        layOut();
        form.resize(new Dimension(width, height));
    }

    @Override
    public void contentSize(int width, int height) {
        layOut();
        form.resizeContent(new Dimension(width, height));
    }

    @Override
    public void minimumSize(int width, int height) {
        form.atLeast(new Dimension(width, height));
    }

    @Override
    public boolean isVisible() {
        return frame.isVisible();
    }

    @Override
    public void show(boolean active) {
        layOut();
        boolean appears = !frame.isVisible();
        frame.setAutoRequestFocus(active);
        frame.setVisible(true);
        form.shown(appears);
        if (active) {
            focus();
        }
        frame.setAutoRequestFocus(true);
    }

    @Override
    public void hide() {
        form.hide();
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
        return form.isMinimized();
    }

    @Override
    public void minimize() {
        form.minimize();
    }

    @Override
    public void restore() {
        form.restore();
    }

    @Override
    public boolean isMaximized() {
        return form.isMaximized();
    }

    @Override
    public void maximize() {
        layOut();
        if (frame.isResizable()) { // else a window manager leaves it, and the toolkit does not notice
            form.maximize();
        }
    }

    @Override
    public void unmaximize() {
        form.unmaximize();
    }

    @Override
    public void center() {
        layOut();
        Rectangle room = usable(frame.getGraphicsConfiguration());
        Dimension size = form.size();
        form.move(new Point(middle(room.x, room.width, size.width), middle(room.y, room.height, size.height)));
    }

    private static Rectangle usable(GraphicsConfiguration screen) {
        Rectangle whole = screen.getBounds();
        Insets margins = Toolkit.getDefaultToolkit().getScreenInsets(screen);
        return new Rectangle(
                whole.x + margins.left,
                whole.y + margins.top,
                whole.width - margins.left - margins.right,
                whole.height - margins.top - margins.bottom);
    }

    /** What does not fit begins where the room does. */
    private static int middle(int start, int room, int length) {
        return start + Math.max(0, room / 2 - length / 2);
    }

    @Override
    public boolean isFullScreen() {
        return form.isFullScreen();
    }

    @Override
    public void fullScreen(boolean on) {
        form.fullScreen(on);
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
        form.whenSettled(task);
    }

    @Override
    public void heldUp() {
        closing.look();
    }

    @Override
    public void dispose() {
        hide();
        frame.block(false);
        frame.dispose();
    }
}
