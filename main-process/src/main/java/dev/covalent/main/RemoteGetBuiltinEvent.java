package dev.covalent.main;

/**
 * A renderer first uses a part of {@code remote} that comes with it. Mirrors {@code remote-get-builtin}.
 *
 * <p>{@code app} lets a page end the application. It gives no windows: who listens there for new windows or contents is
 * asked about as {@code BrowserWindow} or {@code webContents}. {@code BrowserWindow} lets a page open windows and close
 * those of others.
 *
 * <p>It can be allowed or denied, but nothing else be given in its place, because pages use these parts under their own
 * types: an application that wants to give less denies the part and shares an interface of its own instead.
 *
 * <p>What is granted stays so until the renderer ends, or asks again and is denied.
 */
public non-sealed interface RemoteGetBuiltinEvent extends RemoteGetEvent {

    /** Returns which: {@code BrowserWindow}, {@code webContents}, {@code app} or {@code process}. */
    String name();
}
