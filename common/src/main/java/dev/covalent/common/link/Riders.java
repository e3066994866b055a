package dev.covalent.common.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be said to a peer but need not wake it: it is said together with the next frames that go there anyway, or
 * when a short delay is over.
 *
 * <p>Thread-safe. Nothing is called while the lock is held.
 */
public final class Riders {
    private static final Logger log = LoggerFactory.getLogger(Riders.class);

    private final Consumer<Runnable> delay;
    private final Object lock = new Object();

    @GuardedBy("lock") private List<Runnable> waiting = new ArrayList<>();

    @GuardedBy("lock") private boolean delayed;

    /** Whether anything waits; read without the lock by those who have frames anyway. */
    private volatile boolean any;

    /**
     * Makes an empty group.
     *
     * @param delay runs a task when the delay is over, or drops it because nothing will be sent any more
     */
    public Riders(Consumer<Runnable> delay) {
        this.delay = delay;
    }

    /**
     * Adds one that posts its frame when it is run. To be added once until it has run.
     */
    public void add(Runnable rider) {
        boolean arm;
        synchronized (lock) {
            waiting.add(rider);
            any = true;
            arm = !delayed;
            delayed = true;
        }
        if (arm) {
            delay.accept(this::delayOver);
        }
    }

    /** Lets all of them post their frames, because others are about to go. One that throws keeps nobody else from it. */
    public void board() {
        if (!any) {
            return;
        }
        List<Runnable> boarding;
        synchronized (lock) {
            boarding = waiting;
            waiting = new ArrayList<>();
            any = false;
        }
        boarding.forEach(Riders::guarded);
    }

    private static void guarded(Runnable rider) {
        try {
            rider.run();
        } catch (
                Throwable thrown) { // whatever it is, the others and the frames that are about to go have no part in it
            log.error("What was to be said with the next frames was not", thrown);
        }
    }

    private void delayOver() {
        synchronized (lock) {
            delayed = false;
        }
        board();
    }
}
