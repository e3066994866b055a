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
    private static final int TOGGLED_MILLIS = 5000;

    private final Frame frame;
    private final Runnable caughtUp;

    /** What the window manager said last. */
    private int told;

    /** What the toolkit was asked for last. */
    private int asked;

    private long since;

    /** Whether it was asked for the contrary of what it had asked for as to icons, which has yet to be answered. */
    private boolean contradicts;

    /** Whether that has been answered, and it is to ask for the contrary. */
    private boolean owed;

    /** Counts how often it was asked to maximise it, or to do so no longer. */
    private int toggles;

    /** Whether that has yet to be done. */
    private boolean toggling;

    /** What it is asked for then; null if that is all. */
    private @Nullable Integer next;

    /**
     * Makes one.
     *
     * @param caughtUp is run when it has been asked for what had to wait for an answer
     */
    FrameState(Frame frame, Runnable caughtUp) {
        this.frame = frame;
        this.caughtUp = caughtUp;
        frame.addWindowStateListener(event -> {
            if (frame.isShowing()) { // else it is of before it was hidden
                answered(event.getNewState());
            }
        });
    }

    /** Returns what the frame is, or was asked to be since. */
    int get() {
        Integer coming = next;
        if (coming != null) {
            return coming;
        }
        return toggling ? withIconOf(frame.getExtendedState(), asked) : frame.getExtendedState();
    }

    /** Tells whether the window manager has yet to maximise it, or to do so no longer. */
    boolean isToggling() {
        return toggling;
    }

    /**
     * Hides the frame. The toolkit hears no answers then, and would show it again as it was before them; or as it makes it
     * while it hides it.
     */
    void hide() {
        int last = get();
        frame.setVisible(false);
        ask(last);
    }

    void set(int state) {
        if (toggling && frame.isShowing()) {
            next = state == asked ? null : state;
        } else {
            ask(state);
        }
    }

    private void ask(int state) {
        boolean unanswered = contradicts || (!owed && isIcon(asked) != isIcon(told));
        next = null;
        toggling = false;
        owed = false;
        if (frame.isShowing()) {
            contradicts = unanswered && isIcon(state) == isIcon(told);
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
        if (isToggle(state, told) && Toolkit.getDefaultToolkit().isFrameStateSupported(Frame.MAXIMIZED_BOTH)) {
            toggling = true;
            int number = ++toggles;
            Timer late = new Timer(TOGGLED_MILLIS, event -> {
                if (number == toggles) {
                    boolean unused = catchUp();
                }
            });
            late.setRepeats(false);
            late.start();
        }
    }

    /** Asks for what had to wait; tells whether another state was asked for meanwhile. */
    private boolean catchUp() {
        toggling = false;
        Integer coming = next;
        if (coming == null) {
            askForContrary();
            return false;
        }
        ask(coming);
        return true;
    }

    private void answered(int state) {
        boolean icon = isIcon(state) != isIcon(told);
        boolean toggled = isToggle(state, told);
        told = state;
        if (icon) {
            owed = contradicts && System.nanoTime() - since <= ANSWERED_NANOS;
            contradicts = false;
            if (!owed) {
                asked = withIconOf(told, asked);
            }
        }
        if (toggled && toggling && catchUp()) {
            caughtUp.run();
        }
        askForContrary();
    }

    private void askForContrary() {
        if (!owed || toggling) { // it might be toggled once more
            return;
        }
        owed = false;
        int state = frame.getExtendedState(); // which is not what was told if the toolkit has been asked since
        if (isIcon(state) != isIcon(asked)) {
            frame.setExtendedState(withIconOf(asked, state));
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
