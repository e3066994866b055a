package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.common.WindowTitle;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowState;
import java.awt.BorderLayout;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.GraphicsDevice;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.Optional;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.Timer;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/** A frame of Swing's. Confined to the event dispatch thread. */
final class SwingWindow implements Backing {
    /** Window managers answer when they like, or not at all. */
    private static final int SETTLED_MILLIS = 150;

    private final JFrame frame;
    private final WindowSetup setup;
    private final InputBlock block;
    private boolean fullScreen;
    private boolean laidOut;

    /** Where it is to be, if it was put somewhere and may not have come there; window managers lose that now and then. */
    private @Nullable Rectangle wanted;

    /**
     * Whether it has been as large as its screen from the beginning: no window manager knows then how large it was before,
     * but takes the frame that it has not yet put around it off that.
     */
    private boolean restored;

    /** Where it was before it covered the screen. */
    private @Nullable Rectangle uncovered;

    private String title;

    SwingWindow(String title, WindowSetup setup) {
        this.setup = setup;
        this.title = title;
        WindowState wanted = setup.state();
        frame = new JFrame(title);
        JPanel content = new JPanel(new BorderLayout());
        content.setPreferredSize(new Dimension(wanted.contentWidth(), wanted.contentHeight()));
        frame.setContentPane(content);
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        frame.setResizable(wanted.resizable());
        if (setup.minimumWidth() > 0) {
            frame.setMinimumSize(new Dimension(setup.minimumWidth(), setup.minimumHeight()));
        }
        if (setup.icon() != null) {
            WindowIcon.read(setup.icon()).ifPresent(frame::setIconImage);
        }
        frame.setAlwaysOnTop(wanted.alwaysOnTop());
        fullScreen = wanted.fullScreen();
        block = new InputBlock(frame);
        block.set(!setup.enabled());
    }

    /** Tells of what the user and the window manager do from now on. */
    void tell(PageHost.WindowEvents events, Runnable changed) {
        FrameWatch watch = new FrameWatch(events, changed, block);
        frame.addWindowListener(watch);
        frame.addWindowFocusListener(watch);
        frame.addWindowStateListener(watch);
        frame.addComponentListener(watch);
        frame.addWindowStateListener(event -> restored &= (event.getNewState() & Frame.MAXIMIZED_BOTH) != 0);
    }

    @Override
    public void loaded(WindowState whole) {
        layOut();
        restored = whole.maximized() && setup.state().maximized() && setup.placed() && !setup.contentSized();
        frame.setExtendedState((whole.minimized() ? Frame.ICONIFIED : Frame.NORMAL)
                | (whole.maximized() ? Frame.MAXIMIZED_BOTH : Frame.NORMAL));
        if (whole.visible() && !frame.isVisible()) { // a page that has shown it already may have shown it without focus
            show(true);
        }
    }

    /** Once the page has filled it; a page that shows its window before that shows what there is. */
    private void layOut() {
        if (laidOut) {
            return;
        }
        laidOut = true;
        frame.pack();
        Bounds wanted = setup.state().bounds();
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
    public void apply(WindowCommand command) {
        if (command instanceof WindowCommand.Act act) {
            apply(act.action());
        } else if (command instanceof WindowCommand.Turn turn) {
            turn(turn.trait(), turn.on());
        } else if (command instanceof WindowCommand.Place place) {
            makeNormal();
            put(bounds(place.bounds()));
        } else if (command instanceof WindowCommand.Move move) {
            makeNormal();
            put(new Rectangle(new Point(move.x(), move.y()), frame.getSize()));
        } else if (command instanceof WindowCommand.Resize resize) {
            resize(resize);
        } else if (command instanceof WindowCommand.Entitle entitle) {
            title = entitle.title();
            frame.setTitle(title);
        }
    }

    private void apply(WindowCommand.Action action) {
        switch (action) {
            case SHOW -> show(true);
            case SHOW_INACTIVE -> show(false);
            case HIDE -> hide();
            case FOCUS -> takeFocus();
            case BLUR -> frame.toBack();
            case MINIMIZE -> frame.setExtendedState(frame.getExtendedState() | Frame.ICONIFIED);
            case RESTORE -> frame.setExtendedState(frame.getExtendedState() & ~Frame.ICONIFIED);
            case MAXIMIZE -> {
                layOut();
                frame.setExtendedState(Frame.MAXIMIZED_BOTH);
                if (!frame.isVisible()) {
                    show(false);
                }
            }
            case UNMAXIMIZE -> {
                boolean first = restored;
                frame.setExtendedState(frame.getExtendedState() & ~Frame.MAXIMIZED_BOTH);
                if (first) {
                    put(bounds(setup.state().bounds()));
                }
                restored = false;
            }
            case CENTER -> {
                makeNormal();
                frame.setLocationRelativeTo(null);
                put(frame.getBounds());
            }
        }
    }

    private void turn(WindowCommand.Trait trait, boolean on) {
        switch (trait) {
            case FULL_SCREEN -> {
                fullScreen = on;
                coverScreen();
            }
            case ALWAYS_ON_TOP -> frame.setAlwaysOnTop(on);
            case RESIZABLE -> frame.setResizable(on);
            case ENABLED -> {
                block.set(!on);
                if (on && frame.isVisible()) {
                    takeFocus();
                }
            }
        }
    }

    private void resize(WindowCommand.Resize resize) {
        Dimension size = new Dimension(resize.width(), resize.height());
        switch (resize.measure()) {
            case WHOLE -> {
                makeNormal();
                put(new Rectangle(frame.getLocation(), size));
            }
            case CONTENT -> {
                makeNormal();
                Container content = frame.getContentPane();
                Dimension whole = new Dimension(
                        frame.getWidth() - content.getWidth() + size.width,
                        frame.getHeight() - content.getHeight() + size.height);
                put(new Rectangle(frame.getLocation(), whole));
            }
            case MINIMUM -> frame.setMinimumSize(size);
        }
    }

    private void show(boolean active) {
        layOut();
        frame.setAutoRequestFocus(active);
        frame.setVisible(true);
        coverScreen();
        if (active) {
            takeFocus();
        }
        frame.setAutoRequestFocus(true);
    }

    private void hide() {
        GraphicsDevice device = frame.getGraphicsConfiguration().getDevice();
        if (device.getFullScreenWindow() == frame) {
            device.setFullScreenWindow(null); // fullScreen stays: it is so again when it is shown
        }
        frame.setVisible(false);
    }

    private void takeFocus() {
        frame.toFront();
        frame.requestFocus();
    }

    /** Covers the screen or no longer does; a window that is hidden would be shown by it. */
    private void coverScreen() {
        GraphicsDevice device = frame.getGraphicsConfiguration().getDevice();
        boolean covers = device.getFullScreenWindow() == frame;
        if (covers != (fullScreen && frame.isVisible())) {
            uncovered = covers ? uncovered : frame.getBounds();
            device.setFullScreenWindow(covers ? null : frame);
            if (covers) {
                wanted = uncovered;
            }
        }
    }

    private void put(Rectangle bounds) {
        wanted = bounds;
        frame.setBounds(bounds);
    }

    /** A window that is given bounds is neither as large as its screen nor all of it. */
    private void makeNormal() {
        layOut();
        restored = false;
        fullScreen = false;
        coverScreen();
        if ((frame.getExtendedState() & Frame.MAXIMIZED_BOTH) != 0) {
            frame.setExtendedState(frame.getExtendedState() & ~Frame.MAXIMIZED_BOTH);
        }
    }

    @Override
    public WindowState state() {
        int extended = frame.getExtendedState();
        Container content = frame.getContentPane();
        Rectangle bounds = laidOut ? frameBounds() : bounds(setup.state().bounds());
        return new WindowState(
                new Bounds(limit(bounds.x), limit(bounds.y), size(bounds.width), size(bounds.height)),
                size(laidOut ? content.getWidth() : content.getPreferredSize().width),
                size(laidOut ? content.getHeight() : content.getPreferredSize().height),
                frame.isVisible(),
                (extended & Frame.ICONIFIED) != 0,
                (extended & Frame.MAXIMIZED_BOTH) == Frame.MAXIMIZED_BOTH,
                fullScreen,
                frame.isAlwaysOnTop(),
                frame.isResizable(),
                title());
    }

    /** Returns where the frame is; when it covers the screen the toolkit counts a frame around it that is not there. */
    private Rectangle frameBounds() {
        return fullScreen && frame.isVisible()
                ? frame.getGraphicsConfiguration().getBounds()
                : frame.getBounds();
    }

    /** Returns the title that the frame has: a page that got hold of it may have given it any. */
    private String title() {
        try {
            title = WindowTitle.check(frame.getTitle());
        } catch (IllegalArgumentException | NullPointerException unusable) {
            return title;
        }
        return title;
    }

    private static Rectangle bounds(Bounds bounds) {
        return new Rectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height());
    }

    private static int limit(int position) {
        return Math.max(-Bounds.MAX, Math.min(Bounds.MAX, position));
    }

    private static int size(int length) {
        return Math.max(1, Math.min(Bounds.MAX, length));
    }

    @Override
    public void whenSettled(Runnable task) {
        later(() -> {
            Rectangle missed = wanted;
            wanted = null;
            if (missed != null && state().isNormal() && !missed.equals(frame.getBounds())) {
                frame.setBounds(missed); // once more; then it is up to the window manager
                later(task);
            } else {
                task.run();
            }
        });
    }

    private static void later(Runnable task) {
        Timer timer = new Timer(SETTLED_MILLIS, event -> task.run());
        timer.setRepeats(false);
        timer.start();
    }

    @Override
    public boolean isHeadless() {
        return false;
    }

    @Override
    public Optional<Container> contentPane() {
        return Optional.of(frame.getContentPane());
    }

    @Override
    public void dispose() {
        hide();
        block.set(false);
        frame.dispose();
    }
}
