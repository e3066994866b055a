package dev.covalent.common.invoke;

/** Which process asks; what gives its requests more time differs. */
public enum Caller {
    /** A page asks main. */
    RENDERER("by ipcRenderer.withDeadline, or by MainProcess.builder().requestTimeout where that is not used"),
    /** Main asks a page. */
    MAIN("by the deadline given to webContents.invoke");

    private final String moreTime;

    Caller(String moreTime) {
        this.moreTime = moreTime;
    }

    /** Says by what a request is given more time, for messages. */
    String moreTime() {
        return moreTime;
    }
}
