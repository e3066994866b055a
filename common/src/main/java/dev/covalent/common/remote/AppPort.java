package dev.covalent.common.remote;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.RemoteAccessDeniedException;

/**
 * The application, as main passes it to a renderer that was granted it. What a renderer need not be answered it sends as
 * frames: {@code AppQuit}, {@code AppExit}, {@code AppUnlisten}.
 */
public interface AppPort {

    /**
     * Adds a listener for an event, until it is removed by its number or its renderer is gone.
     *
     * @param number the renderer's own number for it, which no listener of it has
     * @throws IllegalArgumentException if the event is none that pages hear, the listener is not the renderer's, or the
     *     number is in use
     * @throws RemoteAccessDeniedException if the renderer may not have what the event hands out
     * @throws QueueFullException if it has too many listeners
     */
    void on(String event, long number, AppListener listener) throws RemoteAccessDeniedException, QueueFullException;
}
