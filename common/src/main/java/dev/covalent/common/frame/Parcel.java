package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;

/**
 * An encoded value, and the objects that it refers to instead of copying them: where the value has one, it has its index
 * in the list. Whoever receives it counts the references, and does so whether it ever reads the value or not.
 *
 * @param value the encoded value
 * @param references what it refers to, each object once
 */
public record Parcel(Payload value, List<ObjectReference> references) {
    private static final int REFERENCE_WEIGHT = 200;

    /** Nothing at all. */
    public static final Parcel NONE = of(Payload.NONE);

    /** Checks the parts, which a peer may have written. */
    public Parcel {
        Objects.requireNonNull(value, "value");
        references = List.copyOf(references);
    }

    /** Wraps a value that refers to nothing. */
    public static Parcel of(Payload value) {
        return new Parcel(value, List.of());
    }

    /** Returns how many bytes the value takes. */
    public int length() {
        return value.length();
    }

    /** Returns about how many bytes it takes while it is kept. */
    public int weight() {
        return (int) Math.min(value.length() + (long) REFERENCE_WEIGHT * references.size(), Integer.MAX_VALUE);
    }

    void write(FrameWriter w) {
        w.writePayload(value);
        w.writeInt(references.size());
        for (ObjectReference reference : references) {
            reference.write(w);
        }
    }

    static Parcel read(FrameReader r) {
        Payload value = r.readPayload();
        return new Parcel(value, r.readList(value.length(), ObjectReference::read)); // each has its index in the value
    }
}
