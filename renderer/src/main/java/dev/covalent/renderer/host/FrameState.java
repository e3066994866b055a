package dev.covalent.renderer.host;

import java.awt.Frame;
import java.awt.Toolkit;
import java.util.concurrent.TimeUnit;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a frame is an icon, and whether it is maximised, as the window manager is asked for it. The toolkit asks for nothing
 * that it has been told is so: of two requests that contradict each other, the second is not made if the first has not been
 * answered, and the first would count. And whether a frame is maximised it has toggled, so that what is asked for twice is
 * undone. So what follows is asked for once the first has been answered.
 *
 * <p>Confined to the event dispatch thread.
 */
final class FrameState {
    /** Who makes it an icon later, or a window again, means it. */
    private static final long ANSWERED_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A window manager that has not maximised it by then will not. */
    private static final int TOGGLED_MILLIS = 2000;

    private final Frame frame;

    /** What the window manager said last. */
    private int told;

    /** What the toolkit was asked for last. */
    private int asked;

    private long since;

    /** Whether it was asked for the contrary of what it had asked for as to icons, and has yet to ask for that. */
    private boolean contradicts;

    /** Counts how often it was asked to maximise it, or to do so no longer. */
    private int toggles;

    /** Whether that has yet to be done. */
    private boolean toggling;

    /** What it is asked for then; null if that is all. */
    private @Nullable Integer next;

    FrameState(Frame frame) {
        this.frame = frame;
        frame.addWindowStateListener(event -> answered(event.getNewState()));
    }

    /** Returns what the frame is, or was asked to be since. */
    int get() {
        Integer coming = next;
        return coming == null ? frame.getExtendedState() : coming;
    }

    void set(int state) {
        if (toggling && frame.isShowing()) {
            next = state == asked ? null : state;
        } else {
            ask(state);
        }
    }

    private void ask(int state) {
        next = null;
        toggling = false;
        if (frame.isShowing()) {
            contradicts = isIcon(state) == isIcon(told) && (contradicts || isIcon(asked) != isIcon(told));
            since = System.nanoTime();
            awaitToggle(state);
        } else { // nobody is asked
            contradicts = false;
            told = state;
        }
        asked = state;
        frame.setExtendedState(state);
    }

    private void awaitToggle(int state) {
        if (isToggle(state, told) && Toolkit.getDefaultToolkit().isFrameStateSupported(state)) {
            toggling = true;
            int number = ++toggles;
            Timer late = new Timer(TOGGLED_MILLIS, event -> toggled(number));
            late.setRepeats(false);
            late.start();
        }
    }

    private void toggled(int number) {
        if (toggling && number == toggles) {
            toggling = false;
            Integer coming = next;
            if (coming != null) {
                ask(coming);
            }
        }
    }

    private void answered(int state) {
        boolean iconTold = isIcon(state) != isIcon(told);
        boolean toggleTold = isToggle(state, told);
        told = state;
        if (iconTold) {
            iconAnswered();
        }
        if (toggleTold) {
            toggled(toggles);
        }
    }

    private void iconAnswered() {
        boolean meant = contradicts && System.nanoTime() - since <= ANSWERED_NANOS;
        contradicts = false;
        int state = frame.getExtendedState(); // which is not what was told if the toolkit has been asked since
        if (!meant) {
            asked = withIconOf(told, asked);
        } else if (isIcon(state) != isIcon(asked)) {
            frame.setExtendedState(withIconOf(asked, state)); // and toggles nothing
        }
    }

    private static int withIconOf(int one, int other) {
        return (one & Frame.ICONIFIED) | (other & ~Frame.ICONIFIED);
    }

    private static boolean isIcon(int state) {
        return (state & Frame.ICONIFIED) != 0;
    }

    private static boolean isToggle(int state, int before) {
        return ((state ^ before) & Frame.MAXIMIZED_BOTH) != 0;
    }
}
