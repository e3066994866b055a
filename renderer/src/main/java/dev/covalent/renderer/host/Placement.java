package dev.covalent.renderer.host;

import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Sees that a frame comes to where it was put. Window managers lose that now and then: it is put there again. Or they move
 * the frame a little once more, as when it has covered the screen: that is undone a few times. All else is up to them, and to
 * who uses the window. Confined to the event dispatch thread.
 */
final class Placement {
    /** Window managers answer when they like, or not at all. */
    private static final int ANSWERED_MILLIS = 150;

    private static final long ANSWERED_NANOS = TimeUnit.MILLISECONDS.toNanos(ANSWERED_MILLIS);

    private static final int KEPT_MILLIS = 2000; // who moves it later means it
    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(KEPT_MILLIS);

    /** How often it is looked again whether it is there: who moves it until then moves it in vain. */
    private static final int LOOKS = 3;

    /** How often it is put there again, until it is put elsewhere. */
    private static final int TRIES = 6;

    /** How many pixels a window manager is off by itself. */
    private static final int DRIFT = 8;

    private final ShowableFrame frame;
    private final BooleanSupplier isNormal;
    private final Runnable settled;
    private @Nullable Rectangle wanted;

    /** Where it was put last, whether it came there or not. */
    private @Nullable Rectangle asked;

    private long since;
    private int triesLeft;

    /** Whether it is given its size again, whatever size the window manager makes it; who only moves it may. */
    private boolean insists;

    /** Whether the window manager has yet to place it, by way of wherever else. */
    private boolean settles;

    /** Counts how often it was put somewhere: only the last time is waited for. */
    private int puts;

    /**
     * Makes one.
     *
     * @param settled is run when the window manager has had the time to place it, there or elsewhere
     */
    Placement(ShowableFrame frame, BooleanSupplier isNormal, Runnable settled) {
        this.frame = frame;
        this.isNormal = isNormal;
        this.settled = settled;
        frame.addComponentListener(new ComponentAdapter() {
            @Override
            public void componentMoved(ComponentEvent event) {
                lookAgain();
            }

            @Override
            public void componentResized(ComponentEvent event) {
                lookAgain();
            }
        });
    }

    /** Puts it somewhere; returns where that is, as not every size is possible. */
    Rectangle put(Rectangle bounds) {
        Rectangle at = new Rectangle(bounds.getLocation(), frame.possible(bounds.width, bounds.height));
        frame.setBounds(at);
        expect(at); // the frame may say already that the window manager has it elsewhere
        return at;
    }

    /** Where it will be without being put there. */
    void expect(Rectangle bounds) {
        insists = false;
        wanted = bounds;
        asked = bounds;
        since = System.nanoTime();
        triesLeft = TRIES;
        settles = true;
        settle(++puts, LOOKS);
    }

    /** The toolkit says at once that it is there: only what it says later is the window manager's word. */
    private void settle(int number, int looks) {
        later(ANSWERED_MILLIS, () -> {
            if (number != puts) {
                return;
            }
            boolean unused = putAgain();
            if (looks > 0) {
                settle(number, looks - 1);
            } else {
                settles = false;
                settled.run();
                later(KEPT_MILLIS, () -> {
                    if (number == puts) {
                        settled.run(); // it stays where it is
                    }
                });
            }
        });
    }

    /** It was on its way elsewhere when it was put where it is to be, and may come there by way of where it was before. */
    void expectAgain(Rectangle bounds) {
        expect(bounds);
        insists = true;
    }

    /**
     * Gives it the size of some bounds when the window manager has placed it, and their place if it is about there, unless
     * it was put elsewhere meanwhile.
     */
    void resize(Supplier<Rectangle> bounds) {
        int number = puts;
        whenAnswered(() -> {
            if (number != puts || !isNormal.getAsBoolean()) {
                return;
            }
            Rectangle there = bounds.get();
            if (isDrift(there, new Rectangle(frame.getLocation(), there.getSize()))) {
                Rectangle unused = put(there);
            } else {
                frame.setSize(there.getSize()); // who uses the window may be dragging it
            }
        });
    }

    /** Runs a task when most window managers have answered. */
    void whenAnswered(Runnable task) {
        later(ANSWERED_MILLIS, task);
    }

    /** Runs a task when the window manager has had the time to place the frame. */
    void whenSettled(Runnable task) {
        whenSettled(task, LOOKS);
    }

    private void whenSettled(Runnable task, int looks) {
        later(ANSWERED_MILLIS, () -> {
            if (looks > 0 && putAgain()) {
                whenSettled(task, looks - 1);
            } else {
                task.run();
            }
        });
    }

    /**
     * Returns where it was put if it is on its way there, or about there: the toolkit may take a frame into account that is
     * another one now.
     */
    Rectangle meant(Rectangle at) {
        Rectangle from = asked;
        return from != null && (settles || isUnmeant(from, at)) ? from : at;
    }

    private boolean isRecent() {
        return System.nanoTime() - since <= KEPT_NANOS;
    }

    private void lookAgain() {
        if (wanted != null) {
            later(ANSWERED_MILLIS, this::undoDrift);
        }
    }

    private void undoDrift() {
        Rectangle from = wanted;
        if (from != null && isUnmeant(from, frame.getBounds())) {
            boolean unused = putAgain();
        }
    }

    private boolean isUnmeant(Rectangle from, Rectangle to) {
        return isRecent() && (isDrift(from, to) || (insists && !from.getSize().equals(to.getSize())));
    }

    private static boolean isDrift(Rectangle from, Rectangle to) {
        return Math.abs(from.x - to.x) <= DRIFT
                && Math.abs(from.y - to.y) <= DRIFT
                && Math.abs(from.width - to.width) <= DRIFT
                && Math.abs(from.height - to.height) <= DRIFT;
    }

    private boolean putAgain() {
        if (triesLeft == 0 || !isRecent() || !isNormal.getAsBoolean()) {
            wanted = null;
        }
        Rectangle missed = wanted;
        Rectangle at = frame.getBounds();
        if (missed == null || missed.equals(at) || !(settles || isUnmeant(missed, at))) {
            return false;
        }
        if (System.nanoTime() - since < ANSWERED_NANOS) {
            return true; // which somebody else has just done
        }
        triesLeft--;
        since = System.nanoTime();
        frame.setBounds(missed);
        return true;
    }

    private static void later(int millis, Runnable task) {
        Timer timer = new Timer(millis, event -> task.run());
        timer.setRepeats(false);
        timer.start();
    }
}
