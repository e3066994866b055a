package dev.covalent.common.remote;

import dev.covalent.common.BatchResult;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagSnapshot;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * What steps gave, as the application reads it: values are decoded at their first use.
 *
 * <p>Immutable.
 */
public record BagResults(List<BagStep> steps, BagAnswer answer) implements BatchResult {
    private static final TypeToken<Set<String>> NAMES = new TypeToken<>() {};
    private static final Payload NULL = StructuredClone.encode(null, "null");

    @Override
    public boolean isApplied() {
        return answer.applied();
    }

    @Override
    public int size() {
        return steps.size();
    }

    @Override
    public Value get(int index) {
        BagStep step = steps.get(Objects.checkIndex(index, steps.size()));
        Payload result = answer.results().get(index);
        return switch (step.operation()) {
            case GET, HAS, DELETE, KEYS, COMPARE_AND_SET -> StructuredClone.value(result);
            case SET, WATCH, LIVE -> StructuredClone.value(NULL);
            case SNAPSHOT -> StructuredClone.value(StructuredClone.encode(properties(result), "snapshot"));
        };
    }

    @Override
    public Value get(String property) {
        Objects.requireNonNull(property, "property");
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).operation() == BagOperation.GET
                    && steps.get(i).property().equals(property)) {
                return get(i);
            }
        }
        throw new IllegalArgumentException(
                "The batch did not ask for property '" + property + "': batch.get(\"" + property + "\") does");
    }

    /** Reads a truth value. */
    public static boolean truth(Payload result) {
        return StructuredClone.value(result).get(boolean.class);
    }

    /** Reads the names of properties. */
    public static Set<String> names(Payload result) {
        return StructuredClone.value(result).get(NAMES);
    }

    /** Reads a snapshot. */
    public static Map<String, Object> properties(Payload result) {
        Map<String, Object> plain = new LinkedHashMap<>();
        BagSnapshot.decode(result)
                .properties()
                .forEach((property, value) -> putPlain(plain, property, StructuredClone.decode(value)));
        return plain;
    }

    /** Makes of a change what a listener is given. */
    public static PropertyChange change(BagChange change) {
        Payload before = change.oldValue();
        Payload after = change.newValue();
        PropertyChange.Kind kind = before == null
                ? PropertyChange.Kind.ADDED
                : after == null ? PropertyChange.Kind.REMOVED : PropertyChange.Kind.CHANGED;
        return new PropertyChange(change.property(), kind, value(before), value(after), change.originId());
    }

    private static Value value(@Nullable Payload value) {
        return StructuredClone.value(value == null ? NULL : value);
    }

    @NullUnmarked // the API's snapshot has null for properties that are null
    private static void putPlain(Map<String, Object> plain, String property, Object value) {
        plain.put(property, value);
    }
}
