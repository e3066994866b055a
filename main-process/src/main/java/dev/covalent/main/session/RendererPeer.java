package dev.covalent.main.session;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.main.trace.Traces;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of a renderer: the owner of whatever the rest of main holds on its behalf. Compared by identity; a
 * renderer that comes back is another peer. Thread-safe.
 */
public interface RendererPeer {

    /** Returns the id of the contents that it shows; 0 for a utility process, which shows none. */
    int webContentsId();

    /** Returns its process id, or 0 as long as it has not connected. */
    long processId();

    /**
     * Queues a frame for it.
     *
     * @return false if it is gone, and the frame dropped
     * @throws QueueFullException if too many bytes wait for it; nothing was queued
     */
    boolean post(Downstream frame);

    /**
     * Queues a frame as {@link #post} does that may have to be taken back.
     *
     * @return what takes it back; null if the renderer is gone, and the frame dropped
     * @throws QueueFullException if too many bytes wait for it; nothing was queued
     */
    default @Nullable Withdrawal postWithdrawable(Downstream frame) {
        return post(frame) ? () -> false : null;
    }

    /** Tells whether no more than the high-water mark waits for it; false if it is gone. */
    boolean isWritable();

    /** Runs an action that posts frames, together with the next that leave for it or after a short delay. */
    void whenLeaving(Runnable action);

    /** Returns those who are told what passes between it and main. */
    default Traces traces() {
        return Traces.NONE;
    }

    /** Tells whether it is gone. */
    boolean isGone();

    /** Runs {@code release} on the main loop when it is gone, at once if it already is. Actions run in the order given. */
    void onGone(Runnable release);
}
