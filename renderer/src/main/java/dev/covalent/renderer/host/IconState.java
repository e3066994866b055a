package dev.covalent.renderer.host;

import java.awt.Frame;
import java.util.concurrent.TimeUnit;

/**
 * Whether a frame is an icon. The toolkit asks the window manager for nothing that it has been told is so: of two requests
 * that contradict each other, the second is not made if the first has not been answered, and the first would count. So it is
 * made once that has been answered.
 *
 * <p>Confined to the event dispatch thread.
 */
final class IconState {
    /** Who makes it an icon later, or a window again, means it. */
    private static final long ANSWERED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Frame frame;

    /** What the window manager said last. */
    private boolean told;

    /** What it was asked for last. */
    private boolean asked;

    private long since;

    /** Whether that contradicts what it was asked for before, and has yet to be asked for. */
    private boolean contradicts;

    IconState(Frame frame) {
        this.frame = frame;
        frame.addWindowStateListener(event -> answered(isIcon(event.getNewState())));
    }

    /** Sets the state of the frame, which says among others whether it is to be an icon. */
    void set(int extendedState) {
        boolean icon = isIcon(extendedState);
        if (frame.isShowing()) {
            contradicts = icon == told && (contradicts || asked != told);
            since = System.nanoTime();
        } else { // nobody is asked
            contradicts = false;
            told = icon;
        }
        asked = icon;
        frame.setExtendedState(extendedState);
    }

    private void answered(boolean icon) {
        if (icon == told) { // it says of something else that it is done
            return;
        }
        told = icon;
        boolean again = contradicts && icon != asked && System.nanoTime() - since <= ANSWERED_NANOS;
        contradicts = false;
        if (again) {
            int other = frame.getExtendedState() & ~Frame.ICONIFIED;
            frame.setExtendedState(asked ? other | Frame.ICONIFIED : other);
        } else {
            asked = icon;
        }
    }

    private static boolean isIcon(int extendedState) {
        return (extendedState & Frame.ICONIFIED) != 0;
    }
}
