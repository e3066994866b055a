package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.NestedMap;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plain forms of the properties whose entries were used last, for who uses them next: decoding a large map takes longer
 * than reading an entry. They are kept as long as they are few bytes when encoded, and there is memory.
 *
 * <p>Thread-safe: who takes a form has it alone.
 */
final class DecodedProperties {
    /** How many bytes are kept, in their encoded form: that of one property at least. */
    static final long MAX_BYTES = NestedMap.MAX_BYTES + 8192;

    private static final int KEPT = 1024;

    /** What was kept last is the last. */
    @GuardedBy("this") private final Map<Place, Kept> kept = new LinkedHashMap<>();

    @GuardedBy("this") private long bytes;

    /**
     * Whose form it is.
     *
     * @param object the name of a bag
     */
    record Place(String object, String property) {
        long bytes() {
            return 2L * (object.length() + property.length());
        }
    }

    private record Kept(SoftReference<Form> form, long bytes) {}

    private record Form(Payload payload, DecodedProperty property) {}

    /** Returns the form of what a place has. */
    @SuppressWarnings("ReferenceEquality") // comparing the bytes may take as long as decoding them
    DecodedProperty take(Place place, Payload payload) {
        Form form = taken(place);
        return form != null && form.payload() == payload ? form.property() : new DecodedProperty(payload);
    }

    /** Keeps the form of what a place has; the caller does not use it any more. */
    synchronized void keep(Place place, Payload payload, DecodedProperty property) {
        forget(place);
        Kept added = new Kept(
                new SoftReference<>(new Form(payload, property)), (long) payload.length() + place.bytes() + KEPT);
        kept.put(place, added);
        bytes += added.bytes();
        for (Iterator<Kept> oldest = kept.values().iterator(); bytes > MAX_BYTES; ) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    private synchronized @Nullable Form taken(Place place) {
        Kept found = forget(place);
        return found == null ? null : found.form().get();
    }

    @GuardedBy("this") private @Nullable Kept forget(Place place) {
        Kept found = kept.remove(place);
        bytes -= found == null ? 0 : found.bytes();
        return found;
    }
}
