package dev.covalent.renderer.link;

import dev.covalent.common.concurrent.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Work for the loop that runs nothing of the user's, and that what is waited for on the loop may need: a thread that waits
 * there does it meanwhile, because nobody else could.
 *
 * <p>Thread-safe. The work is done in the loop's turn, in the order it was added.
 */
final class LoopDuties {
    private final EventLoop loop;
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

    /** The thread that waits on the loop; written in the loop's turn. */
    private volatile @Nullable Thread waiting;

    LoopDuties(EventLoop loop) {
        this.loop = loop;
    }

    /** Has something done in a later turn, or by whoever waits in this one. */
    void add(Runnable duty) {
        due.add(duty);
        loop.execute(this::doNext);
        LockSupport.unpark(waiting);
    }

    /** Does what there is to do; in the loop's turn. */
    void doAll() {
        while (doNext()) {}
    }

    /**
     * Notes which thread waits, in the loop's turn, and is to be woken.
     *
     * @return the one before
     */
    @Nullable Thread waits(@Nullable Thread thread) {
        Thread before = waiting;
        waiting = thread;
        return before;
    }

    private boolean doNext() {
        Runnable duty = due.poll();
        if (duty != null) {
            duty.run();
        }
        return duty != null;
    }
}
