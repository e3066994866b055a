package dev.covalent.renderer.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagPath;
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
import java.util.Set;
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
    private static final Payload ENCODED_NULL = StructuredClone.encode(null, "null");
    private static final Value NULL = StructuredClone.value(ENCODED_NULL);
    private static final Payload TRUE = StructuredClone.encode(true, "true");
    private static final Payload FALSE = StructuredClone.encode(false, "false");

    private final VersionFile file;
    private final int slot;
    private final long taken;
    private final Map<String, CopiedProperty> properties = new ConcurrentHashMap<>();

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
        CopiedProperty before = properties.get(name);
        properties.put(name, new CopiedProperty(value, before == null ? added++ : before.place()));
    }

    /** Tells whether main's version is another. */
    boolean isBehind() {
        return file.get(slot) != version;
    }

    /** Tells whether it never will be main's version any more. */
    boolean isEnded() {
        return file.get(slot) == VersionFile.ENDED;
    }

    /** Returns what a property at a place holds; null if the copy is behind, or there is no map in that place. */
    @Nullable Value read(BagPath path, String name) {
        long read = version;
        if (file.get(slot) != read) { // before anything is decoded in vain
            return null;
        }
        Value value = path.isRoot() ? value(name) : part(path, name);
        return file.get(slot) == read ? value : null;
    }

    private Value value(String name) {
        CopiedProperty property = properties.get(name);
        return property == null ? NULL : property.value();
    }

    private @Nullable Value part(BagPath path, String name) {
        Map<String, @Nullable Object> entries = entries(path);
        if (entries == null) {
            return null;
        }
        Object plain = entries.get(name);
        return CopiedProperty.isImmutable(plain)
                ? StructuredClone.part(plain)
                : StructuredClone.value(StructuredClone.encode(plain, name));
    }

    private @Nullable Map<String, @Nullable Object> entries(BagPath path) {
        CopiedProperty property = properties.get(path.property());
        return property == null ? null : property.entries(path).orElse(null);
    }

    /** Answers steps that only read; null if the copy is behind, or there is no map in that place. */
    @Nullable BagAnswer answer(BagPath path, List<BagStep> steps) {
        long read = version;
        Map<String, @Nullable Object> entries = path.isRoot() || file.get(slot) != read ? null : entries(path);
        if (file.get(slot) != read || (entries == null && !path.isRoot())) {
            return null;
        }
        List<Payload> results = new ArrayList<>();
        for (BagStep step : steps) {
            results.add(entries == null ? result(step) : result(entries, step));
        }
        return file.get(slot) == read ? new BagAnswer(true, results) : null;
    }

    private Payload result(BagStep step) {
        CopiedProperty property = properties.get(step.property());
        return switch (step.operation()) {
            case GET -> property == null ? ENCODED_NULL : property.encoded();
            case HAS -> property == null ? FALSE : TRUE;
            case KEYS -> names(ordered().keySet());
            case SNAPSHOT -> new BagSnapshot(ordered()).encode();
            default -> throw new IllegalArgumentException("Nothing to read: " + step.operation());
        };
    }

    private static Payload result(Map<String, @Nullable Object> entries, BagStep step) {
        return switch (step.operation()) {
            case GET -> StructuredClone.encode(entries.get(step.property()), step.property());
            case HAS -> entries.containsKey(step.property()) ? TRUE : FALSE;
            case KEYS -> names(entries.keySet());
            case SNAPSHOT -> new BagSnapshot(encoded(entries)).encode();
            default -> throw new IllegalArgumentException("Nothing to read: " + step.operation());
        };
    }

    private static Payload names(Set<String> names) {
        return StructuredClone.encode(List.copyOf(names), "keys");
    }

    private static Map<String, Payload> encoded(Map<String, @Nullable Object> entries) {
        Map<String, Payload> encoded = new LinkedHashMap<>();
        entries.forEach((name, plain) -> encoded.put(name, StructuredClone.encode(plain, name)));
        return encoded;
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
}
