package dev.covalent.common.frame;

/** What can be done with a property bag. */
public enum BagOperation {
    /** Reads a property; the answer is its value. */
    GET(0, false, "get"),
    /** Writes a property; the answer is nothing. */
    SET(1, false, "set"),
    /** Asks for a property; the answer is a truth value. */
    HAS(2, false, "has"),
    /** Removes a property; the answer is whether there was one. */
    DELETE(3, false, "delete"),
    /** Asks for the names; the answer is a list. */
    KEYS(4, true, "keys"),
    /** Asks for everything; the answer is a {@link BagSnapshot}. */
    SNAPSHOT(5, true, "snapshot"),
    /** Writes a property if it has a certain value; the answer is whether it had. */
    COMPARE_AND_SET(6, false, "compareAndSet"),
    /** Asks to be told of the changes from now on, of one property or, if its name is empty, of all; the answer is nothing. */
    WATCH(7, false, "onChange"),
    /**
     * Asks for everything and to be told of the changes from now on, so that a copy can be kept; the answer is a {@link
     * BagReplica}. It is carried out by itself.
     */
    LIVE(8, true, "live");

    private static final BagOperation[] BY_CODE = values();

    private final int code;
    private final boolean ofAll;
    private final String method;

    BagOperation(int code, boolean ofAll, String method) {
        this.code = code;
        this.ofAll = ofAll;
        this.method = method;
    }

    /** Tells whether it is about all properties, and not about one. */
    public boolean isOfAll() {
        return ofAll;
    }

    /** Tells whether it may change the bag. */
    public boolean isWrite() {
        return this == SET || this == DELETE || this == COMPARE_AND_SET;
    }

    /** Tells whether it asks to be told of changes. */
    public boolean isWatch() {
        return this == WATCH || this == LIVE;
    }

    /** Returns the name of the method that does it in the API. */
    public String method() {
        return method;
    }

    void write(FrameWriter w) {
        w.writeByte(code);
    }

    static BagOperation read(FrameReader r) {
        int code = r.readByte();
        if (code < 0 || code >= BY_CODE.length) {
            throw r.malformed("unknown operation " + code);
        }
        return BY_CODE[code];
    }
}
