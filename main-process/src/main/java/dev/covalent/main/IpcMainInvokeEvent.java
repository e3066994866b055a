package dev.covalent.main;

import dev.covalent.common.Cancellation;

/** A request of a renderer. Mirrors {@code IpcMainInvokeEvent}. */
public interface IpcMainInvokeEvent {

    /** Returns who asks; known from the connection, never from anything the renderer says. */
    WebContents sender();

    /** Returns the process id of the renderer. */
    long processId();

    /**
     * Returns what tells the handler that nobody waits for its answer any more: the caller cancelled its future, its
     * deadline is over, or its process is gone, crashed or not. It is about a handler that has not answered yet; what it
     * says changes nothing for one that goes on.
     */
    Cancellation cancellation();
}
