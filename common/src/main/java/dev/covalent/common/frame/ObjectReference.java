package dev.covalent.common.frame;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an object crosses that is not copied.
 *
 * @param number what its owner's table has it under, for the process at the other end alone; of windows and contents their
 *     id; at least 1
 * @param kind where the receiver finds it
 * @param label what people call it: of a callback the place where it was first passed, else a name; empty if the sender does
 *     not own it
 * @param window of a window what it is like, so that the receiver need not ask; else null
 */
public record ObjectReference(
        long number, Kind kind, String label, @Nullable WindowDescription window) {
    /** Stands for a place that is not known. */
    public static final String SOMEWHERE = "unknown place";

    /** Where the receiver finds an object. */
    public enum Kind {
        /** The sender owns it. */
        PASSED(0),
        /** The receiver owns it, and gets it back. */
        RETURNED(1),
        /** It is a window of the application, which all processes know by its id. */
        WINDOW(2),
        /** It is what a window shows, which all processes know by its id. */
        CONTENTS(3);

        private static final Kind[] BY_CODE = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private void write(FrameWriter w) {
            w.writeByte(code);
        }

        private static Kind read(FrameReader r) {
            int code = r.readByte();
            if (code < 0 || code >= BY_CODE.length) {
                throw r.malformed("unknown kind " + code + " of a reference");
            }
            return BY_CODE[code];
        }
    }

    private static final int MAX_LABEL = 300;
    private static final char DELETE = 0x7f;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** Checks the number and makes of the label, which a peer may have written, what a log can take. */
    public ObjectReference {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(label, "label");
        if (number < 1) {
            throw new IllegalArgumentException("object number " + number);
        }
        if (window == null ? kind == Kind.WINDOW : kind != Kind.WINDOW || window.id() != number) {
            throw new IllegalArgumentException("object " + number + ", " + kind + ", described as " + window);
        }
        String cut = label.length() > MAX_LABEL ? label.substring(0, MAX_LABEL) : label;
        label = isPlain(cut) ? cut : CONTROL.matcher(cut).replaceAll("?");
    }

    /** Tells whether a label surely has no control characters. Nearly all are so, and one crosses with each callback. */
    private static boolean isPlain(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < ' ' || label.charAt(i) >= DELETE) {
                return false;
            }
        }
        return true;
    }

    /** Makes a reference to an object that the sender owns. */
    public static ObjectReference to(long number, String label) {
        return new ObjectReference(number, Kind.PASSED, label, null);
    }

    /** Makes a reference to an object that the receiver owns. */
    public static ObjectReference back(long number) {
        return new ObjectReference(number, Kind.RETURNED, "", null);
    }

    /** Makes a reference to a window. */
    public static ObjectReference window(WindowDescription window) {
        return new ObjectReference(window.id(), Kind.WINDOW, "", window);
    }

    /** Makes a reference to what a window shows. */
    public static ObjectReference contents(int id) {
        return new ObjectReference(id, Kind.CONTENTS, "", null);
    }

    /** Tells whether the sender owns the object. */
    public boolean isPassed() {
        return kind == Kind.PASSED;
    }

    /** Tells whether the receiver owns the object, and gets it back. */
    public boolean isReturned() {
        return kind == Kind.RETURNED;
    }

    void write(FrameWriter w) {
        w.writeLong(number);
        kind.write(w);
        w.writeText(label);
        if (window != null) {
            window.write(w);
        }
    }

    static ObjectReference read(FrameReader r) {
        long number = r.readLong();
        Kind kind = Kind.read(r);
        String label = r.readText();
        return new ObjectReference(number, kind, label, kind == Kind.WINDOW ? WindowDescription.read(r) : null);
    }
}
