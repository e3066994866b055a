package dev.covalent.main;

/** A request of a renderer. Mirrors {@code IpcMainInvokeEvent}. */
public interface IpcMainInvokeEvent {

    /** Returns who asks; known from the connection, never from anything the renderer says. */
    WebContents sender();

    /** Returns the process id of the renderer. */
    long processId();
}
