package dev.covalent.main;

/** A renderer first calls {@code remote.getCurrentWindow}. Mirrors {@code remote-get-current-window}. */
public non-sealed interface RemoteGetCurrentWindowEvent extends RemoteGetEvent {

    /** Gives it another window in place of its own. */
    void returnValue(BrowserWindow window);
}
