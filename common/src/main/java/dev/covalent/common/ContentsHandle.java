package dev.covalent.common;

import org.jspecify.annotations.Nullable;

/**
 * What a window shows, as every process sees it: code for this interface runs in main and in a page. What a page passes to a
 * method of main's that takes it is there main's own. Thread-safe.
 */
public interface ContentsHandle {

    /** Returns the id of the contents, which stays readable when they are destroyed. */
    int id();

    /**
     * Sends a message from main to the renderer; returns when the arguments are copied.
     *
     * @return true to go on; false if the message is sent, but better wait
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait; nothing was sent
     */
    boolean send(String channel, @Nullable Object... args);

    /** Sends a message on a typed channel. */
    default <T> boolean send(Channel<T> channel, T message) {
        return send(channel.name(), message);
    }

    /** Tells whether the contents are destroyed. */
    boolean isDestroyed();

    /** Returns the process id of the renderer that shows them, or 0 while none does: before it runs, and once it is gone. */
    long getOSProcessId();
}
