package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of one property of a bag.
 *
 * @param property the property
 * @param oldValue the encoded value before; null if there was none
 * @param newValue the encoded value after; null if there is none
 * @param originId the contents whose renderer made the change; 0 for main
 */
public record BagChange(
        String property,
        @Nullable Payload oldValue,
        @Nullable Payload newValue,
        int originId) {
    private static final int MAX_CHANGES = 1 << 17;

    /** Checks the fields. */
    public BagChange {
        Objects.requireNonNull(property, "property");
    }

    /** Tells whether nothing is different. */
    public boolean isNone() {
        return Objects.equals(oldValue, newValue);
    }

    /** Returns this change and a later one of the same property as one. */
    public BagChange then(BagChange later) {
        return new BagChange(property, oldValue, later.newValue(), later.originId());
    }

    /** Returns about how many bytes it takes. */
    public long bytes() {
        return property.length() + length(oldValue) + length(newValue);
    }

    private static long length(@Nullable Payload value) {
        return value == null ? 0 : value.length();
    }

    static void writeAll(FrameWriter w, List<BagChange> changes) {
        w.writeInt(changes.size());
        changes.forEach(change -> change.write(w));
    }

    static List<BagChange> readAll(FrameReader r) {
        return r.readList(MAX_CHANGES, BagChange::read);
    }

    private void write(FrameWriter w) {
        w.writeText(property);
        write(w, oldValue);
        write(w, newValue);
        w.writeInt(originId);
    }

    private static void write(FrameWriter w, @Nullable Payload value) {
        w.writeBoolean(value != null);
        if (value != null) {
            w.writePayload(value);
        }
    }

    private static BagChange read(FrameReader r) {
        return new BagChange(r.readName(), value(r), value(r), r.readInt());
    }

    private static @Nullable Payload value(FrameReader r) {
        return r.readBoolean() ? r.readPayload() : null;
    }
}
