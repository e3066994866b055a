package dev.covalent.renderer.host;

import java.awt.Point;
import java.util.function.BooleanSupplier;

/**
 * Tells when a window manager must have put a frame somewhere. Until then the toolkit only guesses the frame's place, and
 * what is around its content. Confined to the event dispatch thread.
 */
final class Arrival {
    /** How often it is looked at whether it is still where it was. */
    private static final int LOOKS = 3;

    private final ShowableFrame frame;
    private final FirstBounds first;
    private final Placement placement;
    private final BooleanSupplier isUnanswered;
    private final Runnable arrived;

    /** Whether it is yet to be learned where it is. */
    private boolean unknown;

    private boolean expected;

    /** Numbers the waits: what an earlier one has yet to do is not done. */
    private int waits;

    /**
     * Makes one.
     *
     * @param isUnanswered tells whether the window manager has yet to do what it was asked before
     * @param arrived is run when it was waited for, and nobody has learned meanwhile where the frame is
     */
    Arrival(
            ShowableFrame frame,
            FirstBounds first,
            Placement placement,
            BooleanSupplier isUnanswered,
            Runnable arrived) {
        this.frame = frame;
        this.first = first;
        this.placement = placement;
        this.isUnanswered = isUnanswered;
        this.arrived = arrived;
    }

    /** Tells whether it is yet to be learned where the frame is. */
    boolean isUnknown() {
        return unknown;
    }

    /** Tells whether it is waited for. */
    boolean isExpected() {
        return unknown && expected;
    }

    /** Ends the wait: somebody has learned, or decided, where the frame is. */
    void learned() {
        unknown = false;
    }

    /** Begins to wait for it, anew if it is waited for already; does not hold the thread. */
    void expect() {
        unknown = true;
        expected = true;
        expect(++waits, LOOKS, frame.getLocation());
    }

    private void expect(int number, int looks, Point before) {
        placement.whenAnswered(() -> {
            if (number != waits || !unknown) {
                return;
            }
            boolean mayMove = !first.isPlaced() && frame.getLocation().equals(before);
            boolean unanswered = mayMove || isUnanswered.getAsBoolean();
            if (looks > 0 && unanswered && frame.isVisible()) {
                expect(number, looks - 1, before);
            } else {
                expected = false;
                arrived.run();
            }
        });
    }
}
