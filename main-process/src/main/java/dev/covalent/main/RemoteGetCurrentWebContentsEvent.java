package dev.covalent.main;

/** A renderer first calls {@code remote.getCurrentWebContents}. Mirrors {@code remote-get-current-web-contents}. */
public non-sealed interface RemoteGetCurrentWebContentsEvent extends RemoteGetEvent {

    /** Gives it other contents in place of its own. */
    void returnValue(WebContents contents);
}
