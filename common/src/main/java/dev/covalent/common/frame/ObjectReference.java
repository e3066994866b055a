package dev.covalent.common.frame;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How an object crosses that is not copied.
 *
 * @param number what its owner's table has it under, for the process at the other end alone; at least 1
 * @param returned whether the receiver owns it, and gets it back
 * @param label what people call it: of a callback the place where it was first passed, else a name; empty if returned
 */
public record ObjectReference(long number, boolean returned, String label) {
    /** Stands for a place that is not known. */
    public static final String SOMEWHERE = "unknown place";

    private static final int MAX_LABEL = 300;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** Checks the number and makes of the label, which a peer may have written, what a log can take. */
    public ObjectReference {
        Objects.requireNonNull(label, "label");
        if (number < 1) {
            throw new IllegalArgumentException("object number " + number);
        }
        label = CONTROL.matcher(label.length() > MAX_LABEL ? label.substring(0, MAX_LABEL) : label)
                .replaceAll("?");
    }

    /** Makes a reference to an object that the sender owns. */
    public static ObjectReference to(long number, String label) {
        return new ObjectReference(number, false, label);
    }

    /** Makes a reference to an object that the receiver owns. */
    public static ObjectReference back(long number) {
        return new ObjectReference(number, true, "");
    }

    void write(FrameWriter w) {
        w.writeLong(number);
        w.writeBoolean(returned);
        w.writeText(label);
    }

    static ObjectReference read(FrameReader r) {
        return new ObjectReference(r.readLong(), r.readBoolean(), r.readText());
    }
}
