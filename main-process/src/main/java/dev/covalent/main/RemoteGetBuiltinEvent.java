package dev.covalent.main;

/** A renderer first uses a part of {@code remote} that comes with it. Mirrors {@code remote-get-builtin}. */
public non-sealed interface RemoteGetBuiltinEvent extends RemoteGetEvent {

    /** Returns which: {@code BrowserWindow}, {@code webContents}, {@code app} or {@code process}. */
    String name();
}
