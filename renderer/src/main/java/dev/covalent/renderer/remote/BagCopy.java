package dev.covalent.renderer.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagReplica;
import dev.covalent.common.frame.BagSnapshot;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.live.VersionFile;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bag holds, as far as main has told.
 *
 * <p>A reader first notes the version of the copy, then reads, then looks whether main's version is that one. If so, main's
 * bag had not been changed beyond that version when it looked, so nothing beyond it can have been told, and what was read is
 * what the bag held at that moment.
 *
 * <p>Thread-safe. Changes are told by one thread, in their order.
 */
final class BagCopy {
    private static final Value NULL = StructuredClone.value(StructuredClone.encode(null, "null"));
    private static final Payload ENCODED_NULL = StructuredClone.encode(null, "null");
    private static final Payload TRUE = StructuredClone.encode(true, "true");
    private static final Payload FALSE = StructuredClone.encode(false, "false");

    private final VersionFile file;
    private final int slot;
    private final long taken;
    private final Map<String, Property> properties = new ConcurrentHashMap<>();

    /** Written when all changes up to it are in the map. */
    private volatile long version;

    @GuardedBy("this") private long added;

    /**
     * Makes a copy.
     *
     * @throws IndexOutOfBoundsException if the file has no such slot
     */
    BagCopy(VersionFile file, BagReplica replica) {
        this.file = file;
        this.slot = replica.slot();
        this.taken = replica.version();
        replica.snapshot().properties().forEach(this::put);
        this.version = taken;
        file.get(slot); // or it is none
    }

    /** Makes the changes that were not in it when it was taken. */
    void told(Downstream.BagChanged changed) {
        if (changed.version() <= taken) {
            return;
        }
        for (BagChange change : changed.changes()) {
            Payload value = change.newValue();
            if (value == null) {
                properties.remove(change.property());
            } else {
                put(change.property(), value);
            }
        }
        if (changed.whole()) {
            version = changed.version();
        }
    }

    private synchronized void put(String name, Payload value) {
        Property before = properties.get(name);
        properties.put(name, new Property(value, before == null ? added++ : before.place()));
    }

    /** Tells whether main's version is another. */
    boolean isBehind() {
        return file.get(slot) != version;
    }

    /** Tells whether it never will be main's version any more. */
    boolean isEnded() {
        return file.get(slot) == VersionFile.ENDED;
    }

    /** Returns what a property holds; null if the copy is behind. */
    @Nullable Value read(String name) {
        long read = version;
        Property property = properties.get(name);
        if (file.get(slot) != read) {
            return null;
        }
        return property == null ? NULL : property.value();
    }

    /** Answers steps that only read; null if the copy is behind. */
    @Nullable BagAnswer answer(List<BagStep> steps) {
        long read = version;
        List<Payload> results = new ArrayList<>();
        for (BagStep step : steps) {
            results.add(result(step));
        }
        return file.get(slot) == read ? new BagAnswer(true, results) : null;
    }

    private Payload result(BagStep step) {
        Property property = properties.get(step.property());
        return switch (step.operation()) {
            case GET -> property == null ? ENCODED_NULL : property.encoded();
            case HAS -> property == null ? FALSE : TRUE;
            case KEYS -> StructuredClone.encode(List.copyOf(ordered().keySet()), "keys");
            case SNAPSHOT -> new BagSnapshot(ordered()).encode();
            default -> throw new IllegalArgumentException("Nothing to read: " + step.operation());
        };
    }

    private Map<String, Payload> ordered() {
        Map<String, Payload> ordered = new LinkedHashMap<>();
        properties.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().place()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue().encoded()));
        return ordered;
    }

    /** Tells whether it can answer steps, which is when they only read. */
    static boolean canAnswer(List<BagStep> steps) {
        return steps.stream().map(BagStep::operation).allMatch(BagCopy::isRead);
    }

    private static boolean isRead(BagOperation operation) {
        return !operation.isWrite() && !operation.isWatch();
    }

    /** A property's value. */
    private static final class Property {
        private final Payload encoded;
        private final long place;

        /** The value, if nobody can change it. */
        private volatile @Nullable Value constant;

        Property(Payload encoded, long place) {
            this.encoded = encoded;
            this.place = place;
        }

        Payload encoded() {
            return encoded;
        }

        long place() {
            return place;
        }

        Value value() {
            Value known = constant;
            if (known != null) {
                return known;
            }
            Value decoded = StructuredClone.value(encoded);
            if (isImmutable(decoded.get())) {
                constant = decoded;
            }
            return decoded;
        }

        private static boolean isImmutable(@Nullable Object plain) {
            return plain == null
                    || plain instanceof String
                    || plain instanceof Boolean
                    || plain instanceof Character
                    || plain instanceof Number; // the codec makes none but the JDK's
        }
    }
}
