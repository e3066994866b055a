package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All properties of a bag.
 *
 * @param properties in the order they were added, each value in its encoded form
 */
public record BagSnapshot(Map<String, Payload> properties) {
    /** The most properties that can be told at once. */
    public static final int MAX_PROPERTIES = 1 << 20;

    /** Copies the map. */
    public BagSnapshot {
        if (properties.size() > MAX_PROPERTIES) {
            throw new IllegalArgumentException("A snapshot has at most " + MAX_PROPERTIES + " properties, this one has "
                    + properties.size() + ": ask for less at once");
        }
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    private record Property(String name, Payload value) {
        static Property read(FrameReader r) {
            return new Property(r.readName(), r.readPayload());
        }
    }

    /** Returns it in the form of a result. */
    public Payload encode() {
        FrameWriter w = new FrameWriter();
        write(w);
        return w.toPayload();
    }

    void write(FrameWriter w) {
        w.writeInt(properties.size());
        properties.forEach((name, value) -> {
            w.writeText(name);
            w.writePayload(value);
        });
    }

    /**
     * Reads what {@link #encode} made.
     *
     * @throws MalformedFrameException if it is not exactly one snapshot
     */
    public static BagSnapshot decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> read(r));
    }

    static BagSnapshot read(FrameReader r) {
        List<Property> read = r.readList(MAX_PROPERTIES, Property::read);
        Map<String, Payload> properties = new LinkedHashMap<>();
        read.forEach(property -> properties.put(property.name(), property.value()));
        return new BagSnapshot(properties);
    }
}
