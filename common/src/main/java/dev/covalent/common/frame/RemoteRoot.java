package dev.covalent.common.frame;

/** The parts of the remote module that come with it. */
public enum RemoteRoot {
    /** {@code browserWindow()}. */
    BROWSER_WINDOW(0, "browserWindow"),
    /** {@code webContents()}. */
    WEB_CONTENTS(1, "webContents"),
    /** {@code getCurrentWindow()}. */
    CURRENT_WINDOW(2, "getCurrentWindow"),
    /** {@code getCurrentWebContents()}. */
    CURRENT_WEB_CONTENTS(3, "getCurrentWebContents"),
    /** {@code app()}. */
    APP(4, "app"),
    /** {@code process()}. */
    PROCESS(5, "process"),
    /** What an operator's tool looks into the application with. */
    OPERATOR(6, "operator");

    private static final RemoteRoot[] BY_CODE = values();

    private final int code;
    private final String method;

    RemoteRoot(int code, String method) {
        this.code = code;
        this.method = method;
    }

    /** Returns the name of the method that asks for it. */
    public String method() {
        return method;
    }

    void write(FrameWriter w) {
        w.writeByte(code);
    }

    static RemoteRoot read(FrameReader r) {
        int code = r.readByte();
        if (code < 0 || code >= BY_CODE.length) {
            throw r.malformed("unknown part " + code + " of the remote module");
        }
        return BY_CODE[code];
    }
}
