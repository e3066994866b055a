package dev.covalent.common.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a process's user code one piece at a time.
 *
 * <p>The loop is a turn that is passed on, not necessarily a thread: {@link #execute} leaves the work to the loop's own
 * thread, {@link #run} waits for the turn and does the work, on the calling thread where the loop allows that.
 *
 * <p>Implementations are thread-safe.
 */
public interface EventLoop extends AutoCloseable {

    /** Queues {@code task} to run in a later turn, after what was queued before it; ignored once the loop is closed. */
    void execute(Runnable task);

    /**
     * Runs {@code task} in its turn and returns when it has run; runs it at once if the calling thread holds the turn.
     *
     * @param limit how long to wait for the turn
     * @throws TimeoutException if the turn did not come within {@code limit}; the task will not run
     */
    void run(Runnable task, Duration limit) throws TimeoutException;

    /**
     * Runs {@code task} in its turn on the calling thread, if that need not wait: nobody holds the turn or waits for it,
     * nothing is queued, and the loop has no thread that all of its work belongs to.
     *
     * @return false if it did not run
     */
    boolean tryRun(Runnable task);

    /** Tells whether the calling thread holds the turn. */
    boolean inTurn();

    /** Returns the thread that holds the turn at this moment; null if none does, or it is not known. */
    @Nullable Thread holder();

    /**
     * Tells whether somebody else waits for the turn. Who has several things to do in it gives it up between two of them
     * if so, and need not otherwise.
     */
    boolean isWanted();

    /** Tells whether the loop is closed. */
    boolean isClosed();

    /**
     * Ends the loop: what is queued still runs, what is given to {@link #execute} later is ignored. Who has work for
     * {@link #run} may still take the turn, since somebody waits for it. Closing twice is a no-op.
     */
    @Override
    void close();
}
