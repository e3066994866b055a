package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.BagSnapshot;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Steps on the properties of a bag, worked out without changing them. What the steps write is seen by those after them.
 *
 * <p>Confined to one call, under the lock of the bag: it moves references, and leaves it to {@link Findings} to encode.
 * It asks the bag for no value that no step reads.
 */
final class BagDraft {
    private static final Payload TRUE = StructuredClone.encode(true, "true");
    private static final Payload FALSE = StructuredClone.encode(false, "false");

    private final Map<String, Payload> properties;
    private final long maxBytes;
    private final Map<String, @Nullable Payload> latest = new LinkedHashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Supplier<Payload>> results = new ArrayList<>();
    private long resultBytes;
    private int size;

    /** The names of all properties with the changes so far, once somebody has asked for all after a change. */
    private @Nullable Set<String> changed;

    /** What was found by who asked for all since the last change. */
    private @Nullable BagContents contents;

    /** The same of who has asked for the names. */
    private @Nullable BagContents names;

    /**
     * A change.
     *
     * @param value null if the property is removed
     */
    private record Write(String property, @Nullable Payload value) {

        void carryOut(Set<String> names) {
            if (value == null) {
                names.remove(property);
            } else {
                names.add(property);
            }
        }
    }

    /** What steps gave, to be encoded when the lock is free. */
    record Findings(boolean applied, List<Supplier<Payload>> results) {

        BagAnswer encode() {
            return new BagAnswer(applied, results.stream().map(Supplier::get).toList());
        }
    }

    /**
     * Makes a draft that changes nothing yet.
     *
     * @param maxBytes how many bytes the results may have
     */
    BagDraft(Map<String, Payload> properties, long maxBytes) {
        this.properties = properties;
        this.maxBytes = maxBytes;
        this.size = properties.size();
    }

    /**
     * Works the steps out; if one finds another value than it expects, those that write are as if they were not there.
     *
     * @param comparison of these steps with these properties
     * @throws IllegalStateException if the results are too large
     */
    Findings run(List<BagStep> steps, BagComparison comparison) {
        for (int i = 0; i < steps.size(); i++) {
            if (comparison.applies()) {
                carryOut(steps.get(i));
            } else {
                skip(steps.get(i), comparison.matches(i));
            }
        }
        return new Findings(comparison.applies(), results);
    }

    /**
     * Makes the changes.
     *
     * @param target gets each property that is written, with its value; null if it is removed
     */
    void carryOut(BiConsumer<String, @Nullable Payload> target) {
        writes.forEach(write -> target.accept(write.property(), write.value()));
    }

    /** Returns the changes, of each property one, in the order in which they were first written. */
    List<BagChange> changes(int originId) {
        List<BagChange> changes = new ArrayList<>();
        latest.forEach((property, value) -> {
            BagChange change = new BagChange(property, properties.get(property), value, originId);
            if (!change.isNone()) {
                changes.add(change);
            }
        });
        return changes;
    }

    /** Returns how many properties there are after the changes. */
    int size() {
        return size;
    }

    /** Returns how many bytes more there are after the changes, as {@link SharedBag#bytes} counts them. */
    long growth() {
        long growth = 0;
        for (Map.Entry<String, @Nullable Payload> written : latest.entrySet()) {
            String property = written.getKey();
            growth +=
                    SharedBag.bytes(property, written.getValue()) - SharedBag.bytes(property, properties.get(property));
        }
        return growth;
    }

    private void carryOut(BagStep step) {
        String property = step.property();
        switch (step.operation()) {
            case SET -> {
                write(property, step.value());
                found(Payload.NONE);
            }
            case WATCH, LIVE -> found(Payload.NONE);
            case COMPARE_AND_SET -> {
                write(property, step.value());
                found(TRUE);
            }
            case DELETE -> {
                boolean there = isThere(property);
                if (there) {
                    write(property, null);
                }
                found(truth(there));
            }
            case GET, HAS, KEYS, SNAPSHOT -> read(step);
        }
    }

    private void skip(BagStep step, boolean matches) {
        switch (step.operation()) {
            case SET, WATCH, LIVE -> found(Payload.NONE);
            case DELETE -> found(FALSE);
            case COMPARE_AND_SET -> found(truth(matches));
            case GET, HAS, KEYS, SNAPSHOT -> read(step);
        }
    }

    private void read(BagStep step) {
        switch (step.operation()) {
            case HAS -> found(truth(isThere(step.property())));
            case KEYS -> found(names().nameBytes(), names()::encodeNames);
            case SNAPSHOT -> {
                checkSize();
                found(contents().allBytes(), contents()::encodeAll);
            }
            default -> found(BagComparison.valueOf(current(step.property())));
        }
    }

    private void found(Payload result) {
        found(result.length(), () -> result);
    }

    private void found(long bytes, Supplier<Payload> result) {
        resultBytes += bytes;
        if (resultBytes > maxBytes) {
            throw new IllegalStateException("What is asked for has more than " + maxBytes
                    + " bytes; nothing was changed: ask for less at once");
        }
        results.add(result);
    }

    /** Before everything is encoded for nothing. */
    private void checkSize() {
        if (size > BagSnapshot.MAX_PROPERTIES) {
            throw new IllegalStateException("What is asked for has more than " + BagSnapshot.MAX_PROPERTIES
                    + " entries; nothing was changed: ask for less at once");
        }
    }

    private boolean isThere(String property) {
        return latest.containsKey(property) ? latest.get(property) != null : properties.containsKey(property);
    }

    private @Nullable Payload current(String property) {
        return latest.containsKey(property) ? latest.get(property) : properties.get(property);
    }

    private BagContents contents() {
        if (contents == null) {
            contents = writes.isEmpty() ? BagContents.of(properties) : BagContents.of(all(), this::current);
        }
        return contents;
    }

    private BagContents names() {
        if (names == null) {
            names = BagContents.namesOf(all());
        }
        return names;
    }

    private Set<String> all() {
        if (writes.isEmpty()) {
            return properties.keySet();
        }
        if (changed == null) {
            Set<String> all = new LinkedHashSet<>(properties.keySet());
            writes.forEach(write -> write.carryOut(all));
            changed = all;
        }
        return changed;
    }

    private void write(String property, @Nullable Payload value) {
        boolean before = isThere(property);
        boolean after = value != null;
        size += (after ? 1 : 0) - (before ? 1 : 0);
        latest.put(property, value);
        Write write = new Write(property, value);
        writes.add(write);
        contents = null;
        names = null;
        if (changed != null) {
            write.carryOut(changed);
        }
    }

    private static Payload truth(boolean value) {
        return value ? TRUE : FALSE;
    }
}
