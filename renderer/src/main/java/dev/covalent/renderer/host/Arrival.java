package dev.covalent.renderer.host;

import java.awt.Point;
import java.util.function.BooleanSupplier;

/**
 * Waits until the window manager has put a frame somewhere. Until then the toolkit says what it takes for the frame's place,
 * and for what is around its content. Confined to the event dispatch thread.
 */
final class Arrival {
    /** How often it is looked at whether it is still where it was. */
    private static final int LOOKS = 5;

    private final ShowableFrame frame;
    private final FirstBounds first;
    private final Placement placement;
    private final BooleanSupplier isUnanswered;
    private final Runnable over;

    /** Whether it is yet to be learned where it is. */
    private boolean missing;

    private boolean awaited;

    /** How often it was waited for: only the last time counts. */
    private int waits;

    /**
     * Makes one.
     *
     * @param isUnanswered tells whether the window manager has yet to do what it was asked before
     * @param over is run when it was waited for, and nobody has learned meanwhile where the frame is
     */
    Arrival(ShowableFrame frame, FirstBounds first, Placement placement, BooleanSupplier isUnanswered, Runnable over) {
        this.frame = frame;
        this.first = first;
        this.placement = placement;
        this.isUnanswered = isUnanswered;
        this.over = over;
    }

    /** Tells whether it is yet to be learned where the frame is. */
    boolean isMissing() {
        return missing;
    }

    /** Tells whether it is waited for. */
    boolean isAwaited() {
        return missing && awaited;
    }

    /** It is known where the frame is. */
    void known() {
        missing = false;
    }

    /** Waits for it, from now on. */
    void await() {
        missing = true;
        awaited = true;
        await(++waits, LOOKS, frame.getLocation());
    }

    private void await(int number, int looks, Point before) {
        placement.whenAnswered(() -> {
            if (number != waits || !missing) {
                return;
            }
            boolean mayMove = !first.isPlaced() && frame.getLocation().equals(before);
            boolean unanswered = mayMove || isUnanswered.getAsBoolean();
            if (looks > 0 && unanswered && frame.isVisible()) {
                await(number, looks - 1, before);
            } else {
                awaited = false;
                over.run();
            }
        });
    }
}
