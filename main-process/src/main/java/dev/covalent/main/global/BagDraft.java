package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagSnapshot;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps on the properties of a bag, worked out without changing them. What the steps write is seen by those after them.
 *
 * <p>Confined to one call, under the lock of the bag.
 */
final class BagDraft {
    private static final Payload NULL = encoded(null);
    private static final Payload TRUE = encoded(true);
    private static final Payload FALSE = encoded(false);

    private final Map<String, Payload> properties;
    private final Map<String, @Nullable Payload> latest = new HashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private int size;

    /**
     * A change.
     *
     * @param value null if the property is removed
     */
    record Write(String property, @Nullable Payload value) {

        void carryOut(Map<String, Payload> target) {
            if (value == null) {
                target.remove(property);
            } else {
                target.put(property, value);
            }
        }
    }

    BagDraft(Map<String, Payload> properties) {
        this.properties = properties;
        this.size = properties.size();
    }

    /** Returns a payload that stands for a property that is not there. */
    static Payload valueOf(@Nullable Payload property) {
        return property == null ? NULL : property;
    }

    /** Works the steps out; if one finds another value than it expects, those that write are as if they were not there. */
    BagAnswer run(List<BagStep> steps) {
        List<Payload> results = new ArrayList<>(steps.size());
        for (BagStep step : steps) {
            if (step.operation() == BagOperation.COMPARE_AND_SET && !matches(step)) {
                return unapplied(steps);
            }
            results.add(result(step));
        }
        return new BagAnswer(true, results);
    }

    /** Returns what is to be changed, in order. */
    List<Write> writes() {
        return writes;
    }

    /** Returns how many properties there are after the changes. */
    int size() {
        return size;
    }

    private BagAnswer unapplied(List<BagStep> steps) {
        writes.clear();
        latest.clear();
        size = properties.size();
        return new BagAnswer(false, steps.stream().map(this::resultOfNothing).toList());
    }

    private Payload result(BagStep step) {
        String property = step.property();
        return switch (step.operation()) {
            case SET -> {
                write(property, step.value());
                yield Payload.NONE;
            }
            case COMPARE_AND_SET -> {
                write(property, step.value()); // it matches
                yield TRUE;
            }
            case DELETE -> {
                boolean there = current(property) != null;
                if (there) {
                    write(property, null);
                }
                yield truth(there);
            }
            case GET, HAS, KEYS, SNAPSHOT -> read(step);
        };
    }

    private Payload resultOfNothing(BagStep step) {
        return switch (step.operation()) {
            case SET -> Payload.NONE;
            case DELETE -> FALSE;
            case COMPARE_AND_SET -> truth(matches(step));
            case GET, HAS, KEYS, SNAPSHOT -> read(step);
        };
    }

    private Payload read(BagStep step) {
        return switch (step.operation()) {
            case HAS -> truth(current(step.property()) != null);
            case KEYS -> encoded(List.copyOf(all().keySet()));
            case SNAPSHOT -> new BagSnapshot(all()).encode();
            default -> valueOf(current(step.property()));
        };
    }

    private boolean matches(BagStep step) {
        return valueOf(current(step.property())).equals(step.expected());
    }

    private @Nullable Payload current(String property) {
        return latest.containsKey(property) ? latest.get(property) : properties.get(property);
    }

    private Map<String, Payload> all() {
        if (writes.isEmpty()) {
            return properties;
        }
        Map<String, Payload> changed = new LinkedHashMap<>(properties);
        writes.forEach(write -> write.carryOut(changed));
        return changed;
    }

    private void write(String property, @Nullable Payload value) {
        boolean before = current(property) != null;
        boolean after = value != null;
        size += (after ? 1 : 0) - (before ? 1 : 0);
        latest.put(property, value);
        writes.add(new Write(property, value));
    }

    private static Payload truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    private static Payload encoded(@Nullable Object value) {
        return Payload.of(StructuredClone.encode(value, "result"));
    }
}
