package dev.covalent.main;

/**
 * A renderer asks for something of the main process's through {@code remote}. Mirrors the event object of Electron's {@code
 * remote-get-*} events, of which each is told on {@code app} first and then on the {@code webContents} that asks.
 *
 * <p>Without a listener it gets it. A listener may deny it, or, where the event has {@code returnValue}, replace what it gets,
 * which counts more; of several that do the last counts. One that throws denies it. Listeners run on the main process's
 * event loop, while the renderer waits.
 *
 * <p>What is denied to some contents is not denied to those of a window that they open: deny them {@code BrowserWindow} too,
 * listen to {@link App#REMOTE_OPEN_WINDOW}, or listen on {@code app}, which is told of all contents.
 */
public sealed interface RemoteGetEvent
        permits RemoteGetBuiltinEvent,
                RemoteGetCurrentWebContentsEvent,
                RemoteGetCurrentWindowEvent,
                RemoteGetGlobalEvent,
                RemoteOpenWindowEvent {

    /** Returns the contents that ask. */
    WebContents webContents();

    /** Denies it: the renderer gets a {@code RemoteAccessDeniedException}, {@code Blocked remote.getGlobal('…')}. */
    void preventDefault();
}
