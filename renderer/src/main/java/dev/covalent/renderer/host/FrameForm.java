package dev.covalent.renderer.host;

import java.awt.Dimension;
import java.awt.Frame;
import java.awt.GraphicsDevice;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a frame is maximised, covers its screen or is neither, and where it is then. The toolkit learns of a frame's form
 * and of its bounds at different times, forgets while the frame covers the screen that it is maximised, and comes back from
 * there to where it last saw the frame, whatever that was. So what the frame comes back to is kept here.
 *
 * <p>Confined to the event dispatch thread.
 */
final class FrameForm {
    /** How often it is looked at whether it is maximised again. */
    private static final int LOOKS = 5;

    private final ShowableFrame frame;
    private final FrameState state;
    private final Placement placement;
    private final Arrival arrival;
    private final FirstBounds first;
    private final Runnable changed;
    private boolean fullScreen;

    /** Whether it was never shown. */
    private boolean isNew = true;

    /** Whether it is to be given its first bounds when it is known where the window manager has put it. */
    private boolean owed;

    /** Whether it is maximised when it no longer covers the screen. */
    private boolean maximizedBeneath;

    /** Whether it no longer covers the screen, or is shown again, and the window manager has yet to maximise it again. */
    private boolean returning;

    /** Whether it was hidden, and not shown since. */
    private boolean hidden;

    /** How often it has come back so: only the last time counts. */
    private int returns;

    /** Where it is, or is to be, when it is neither; null as long as nobody knows more than its first bounds. */
    private @Nullable Rectangle normal;

    /** Whether it was put there to be as large as its screen. */
    private boolean large;

    /**
     * Where it was to be before it was maximised, if it has been so since it is shown: no window manager knows then how large
     * it was before, but takes the frame that it has not yet put around it off that.
     */
    private @Nullable Rectangle unmaximized;

    /**
     * Makes one.
     *
     * @param first has where it is to be at first, and is told of what it is given until that is no longer so
     * @param changed is run when its form may have changed, and nothing else tells of that
     */
    FrameForm(ShowableFrame frame, FirstBounds first, Runnable changed) {
        this.frame = frame;
        this.first = first;
        this.changed = changed;
        placement = new Placement(frame, this::isNormalForm, this::settled);
        state = new FrameState(frame, this::caughtUp);
        arrival = new Arrival(frame, first, placement, state::isToggling, this::arrived);
        frame.addComponentListener(new ComponentAdapter() {
            @Override
            public void componentMoved(ComponentEvent event) {
                look();
            }

            @Override
            public void componentResized(ComponentEvent event) {
                look();
            }

            @Override
            public void componentShown(ComponentEvent event) {
                look();
            }
        });
        frame.addWindowStateListener(event -> {
            if (frame.isShowing() && !fullScreen && !returning && (event.getNewState() & Frame.MAXIMIZED_BOTH) == 0) {
                unmaximizedByUser();
            }
        });
    }

    private void look() {
        if (!frame.isVisible()) {
            return; // nobody knows what will be around it
        }
        isNew = false;
        Rectangle at = frame.getBounds(); // once: the toolkit changes them meanwhile
        if (arrival.isUnknown()) {
            if (!arrival.isExpected() && isNormalForm()) {
                arrival.expect();
            }
        } else if (isNormal(at)) {
            normal = placement.meant(at);
        }
    }

    private void caughtUp() {
        Rectangle there = normal;
        if (there != null) {
            placement.expectAgain(there);
        }
    }

    private void settled() {
        Rectangle before = normal;
        look();
        if (!Objects.equals(before, normal)) {
            changed.run();
        }
    }

    private boolean isNormal(Rectangle at) {
        return !isMinimized()
                && (frame.getExtendedState() & Frame.MAXIMIZED_BOTH) == 0 // one way is enough
                && !returning
                && !fullScreen
                && (large || !frame.isAsLargeAsScreen(at));
    }

    /** Returns where it is, or is to be, when it neither is maximised nor covers its screen; empty before that is known. */
    Optional<Rectangle> normal() {
        Rectangle known = normal;
        return known == null && !isNew() && (owed || first.isPlaced())
                ? Optional.of(first.get())
                : Optional.ofNullable(known);
    }

    boolean isMinimized() {
        return (state.get() & Frame.ICONIFIED) != 0;
    }

    void minimize() {
        state.set(state.get() | Frame.ICONIFIED);
    }

    /** Has it be no icon. */
    void restore() {
        state.set(state.get() & ~Frame.ICONIFIED);
    }

    boolean isMaximized() {
        return fullScreen
                ? maximizedBeneath
                : returning || (state.get() & Frame.MAXIMIZED_BOTH) == Frame.MAXIMIZED_BOTH;
    }

    boolean isFullScreen() {
        return fullScreen;
    }

    /** Has it be as it is to be at first, once its content is there. */
    void layOut() {
        frame.pack();
        giveFirst();
    }

    /** Returns how large it is, or is to be as far as that is known, when it neither is maximised nor covers its screen. */
    Dimension size() {
        Rectangle known = normal;
        return known == null ? first.get().getSize() : known.getSize();
    }

    /** Has it be somewhere, neither maximised nor covering its screen. */
    void put(Rectangle bounds) {
        makeNormal();
        if (isNew()) {
            first.move(bounds.getLocation());
            first.resize(bounds.getSize());
            giveFirst();
        } else {
            putThere(bounds);
        }
    }

    private void putThere(Rectangle bounds) {
        Rectangle at = placement.put(bounds);
        meanToBe(at, at);
    }

    /** Moves it, and leaves its size. */
    void move(Point corner) {
        Rectangle there = normal;
        if (there == null || isNew()) {
            makeNormal();
            first.move(corner);
            giveFirst();
        } else {
            put(new Rectangle(corner, there.getSize()));
        }
    }

    /** Resizes it, and leaves its place. */
    void resize(Dimension size) {
        Rectangle there = normal;
        if (there == null || isNew()) {
            makeNormal();
            first.resize(size);
            giveFirst();
        } else {
            put(new Rectangle(there.getLocation(), size));
        }
    }

    /** Resizes its content, and leaves its place. */
    void resizeContent(Dimension size) {
        Rectangle there = normal;
        if (there == null || isNew()) {
            makeNormal();
            first.resizeContent(size);
            giveFirst();
        } else {
            put(new Rectangle(there.getLocation(), frame.around(size)));
        }
    }

    /** Gives it its first bounds, now or when it is known what is around it and where the window manager puts it. */
    private void giveFirst() {
        if (!frame.isVisible()) {
            first.apply();
            owed = false;
            Rectangle at = frame.getBounds();
            meanToBe(at, first.areKnown() ? at : null);
        } else if (first.areKnown()) {
            putThere(first.get());
        } else {
            meanToBe(first.get(), null);
            owed = true; // who asks for something meanwhile asks for other first bounds
            if (!arrival.isExpected() || state.isToggling()) {
                arrival.expect();
            }
        }
    }

    /** Gives it what it is owed, and learns where it is; a maximised one is owed nothing: who makes it smaller may drag it. */
    private void arrived() {
        if (!frame.isVisible() || !isNormalForm()) { // it is waited for anew when it is
            owed &= !isMaximized();
            return;
        }
        arrival.learned();
        if (owed && first.isPlaced()) {
            putThere(first.get());
        } else if (owed) {
            owed = false;
            frame.setSize(first.get().getSize());
        }
        settled();
    }

    private boolean isNormalForm() {
        return !isMinimized() && !isMaximized() && !fullScreen;
    }

    /** Tells whether it was never shown; a page may have shown it by itself. */
    private boolean isNew() {
        isNew &= !frame.isVisible();
        return isNew;
    }

    /**
     * Notes what it is meant to be when it is neither maximised nor covers its screen.
     *
     * @param there where it is then; null as long as the window manager has yet to say that
     */
    private void meanToBe(Rectangle bounds, @Nullable Rectangle there) {
        large = frame.isAsLargeAsScreen(bounds);
        normal = there;
        if (there != null) {
            arrival.learned();
            owed = false;
        }
    }

    /** Has it never be smaller; it may have to be larger at once. */
    void atLeast(Dimension least) {
        Rectangle before = normal;
        boolean isThere = isNormal(frame.getBounds());
        frame.setMinimumSize(least);
        if (before == null) {
            return;
        }
        if (isNew()) {
            giveFirst();
            return;
        }
        Rectangle larger = new Rectangle(before.getLocation(), frame.possible(before.width, before.height));
        if (!larger.equals(before)) {
            meanToBe(larger, isThere ? placement.put(larger) : larger);
        }
    }

    /** A window that is given bounds is neither as large as its screen nor all of it. */
    private void makeNormal() {
        unmaximized = null;
        returning = false;
        maximizedBeneath = false;
        fullScreen(false);
        dropMaximized();
    }

    private void dropMaximized() {
        if ((state.get() & Frame.MAXIMIZED_BOTH) != 0) {
            state.set(state.get() & ~Frame.MAXIMIZED_BOTH);
        }
    }

    void maximize() {
        if (fullScreen) {
            maximizedBeneath = true;
            restore();
            return;
        }
        if (!frame.isVisible()) {
            unmaximized = normal;
        }
        state.set(Frame.MAXIMIZED_BOTH);
    }

    void unmaximize() {
        maximizedBeneath = false;
        if (fullScreen || !isMaximized()) {
            return;
        }
        returning = false;
        Rectangle unknown = unmaximized;
        unmaximized = null;
        dropMaximized();
        if (isNew()) {
            return; // it is where it is to be
        }
        if (unknown != null) {
            Rectangle unused = placement.put(unknown);
        } else if (normal != null) {
            placement.expect(normal);
        } else {
            giveFirst();
        }
    }

    /** Whoever drags it off the edge of the screen has it elsewhere now. */
    private void unmaximizedByUser() {
        Rectangle before = unmaximized;
        unmaximized = null;
        if (before != null) {
            placement.resize(() -> before);
        } else if (owed) {
            arrival.expect();
        } else if (normal == null) {
            arrival.learned();
            Point at = first.get().getLocation();
            placement.resize(() -> new Rectangle(at, first.get().getSize()));
        }
    }

    void fullScreen(boolean on) {
        if (fullScreen == on) {
            return;
        }
        if (on) {
            maximizedBeneath = isMaximized();
            returning = false;
            // window managers differ in what they make of one that is both, and an icon stays one
            state.set(state.get() & ~(Frame.MAXIMIZED_BOTH | Frame.ICONIFIED));
        }
        fullScreen = on;
        cover();
        if (!on) {
            comeBack();
        }
    }

    /** Covers the screen or no longer does; a window that is hidden would be shown by it. */
    private void cover() {
        GraphicsDevice device = frame.getGraphicsConfiguration().getDevice();
        boolean covers = device.getFullScreenWindow() == frame;
        if (covers != (fullScreen && frame.isVisible())) {
            device.setFullScreenWindow(covers ? null : frame);
        }
    }

    /** Hides it, and lets the screen go; it covers it again when it is shown. */
    void hide() {
        GraphicsDevice device = frame.getGraphicsConfiguration().getDevice();
        if (device.getFullScreenWindow() == frame) {
            device.setFullScreenWindow(null);
        }
        hidden |= frame.isVisible();
        state.hide();
        if (owed) {
            giveFirst();
        }
    }

    /**
     * Is told that it is shown. A window manager that has yet to hide it would forget then that it is maximised.
     *
     * @param appears whether it was not shown before
     */
    void shown(boolean appears) {
        isNew = false;
        cover();
        Rectangle there = normal;
        if (appears && there != null) {
            placement.expect(there);
        } else if (appears) {
            arrival.expect();
        }
        if (hidden && !fullScreen && isMaximized()) {
            maximizeAgain();
        }
        hidden = false;
    }

    private void comeBack() {
        if (isNew()) { // it was yet to cover it
            if (maximizedBeneath) {
                maximize();
            }
            return;
        }
        Rectangle back = normal;
        if (back != null) {
            Rectangle unused = placement.put(back);
        } else {
            giveFirst();
            if (arrival.isUnknown()) {
                arrival.expect();
            }
        }
        if (maximizedBeneath) {
            unmaximized = back;
            maximizeAgain();
        }
    }

    private void maximizeAgain() {
        returning = true;
        maximizeAgain(++returns, LOOKS);
    }

    /**
     * The toolkit asks for what the window manager does not say that it is: nothing, if that has yet to come to what it was
     * asked before the frame covered the screen. So it is looked at until the window manager must have.
     */
    private void maximizeAgain(int number, int looks) {
        if (number != returns || !returning) {
            return;
        }
        if (looks == 0) {
            returning = false;
            changed.run();
            return;
        }
        if ((state.get() & Frame.MAXIMIZED_BOTH) != Frame.MAXIMIZED_BOTH) {
            state.set(Frame.MAXIMIZED_BOTH);
        }
        placement.whenSettled(() -> maximizeAgain(number, looks - 1));
    }

    /** Runs a task when the window manager has had the time to do what was asked. */
    void whenSettled(Runnable task) {
        placement.whenSettled(() -> {
            if (owed && arrival.isExpected()) {
                whenSettled(task);
            } else {
                task.run();
            }
        });
    }
}
