package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of a bag's steps find the value that they expect. It decodes values, so it works on what the properties
 * were a moment ago, with no lock held.
 *
 * <p>Confined to one call.
 */
final class BagComparison {
    private static final Payload NULL = StructuredClone.encode(null, "null");

    private final List<BagStep> steps;
    private final Map<String, @Nullable Payload> properties;
    private final BitSet compared = new BitSet();
    private final BitSet matching = new BitSet();
    private final boolean applies;
    private long decodedBytes;

    /**
     * Compares.
     *
     * @param properties what each property has, or null, whose value a step compares, and others that must not change
     * @throws IllegalStateException if so much is to be compared that it would take long
     */
    BagComparison(List<BagStep> steps, Map<String, @Nullable Payload> properties) {
        this.steps = steps;
        this.properties = properties;
        this.applies = properties.isEmpty() || matchesInTurn();
        if (!applies) {
            compareAll();
        }
    }

    /** Returns a payload that stands for a property that is not there. */
    static Payload valueOf(@Nullable Payload property) {
        return property == null ? NULL : property;
    }

    /** Returns what a property had that was looked at; null for nothing. */
    @Nullable Payload seen(String property) {
        return properties.get(property);
    }

    /** Tells whether a property was looked at. */
    boolean hasSeen(String property) {
        return properties.containsKey(property);
    }

    /** Tells whether every step finds what it expects, after the steps before it. */
    boolean applies() {
        return applies;
    }

    /** Tells whether a step's property has what it expects, if no step is carried out. */
    boolean matches(int step) {
        return matching.get(step);
    }

    /** Tells whether all that was compared is still there. */
    @SuppressWarnings("ReferenceEquality") // the lock is held: no value is compared
    boolean isOf(Map<String, Payload> current) {
        for (Map.Entry<String, @Nullable Payload> each : properties.entrySet()) {
            if (current.get(each.getKey()) != each.getValue()) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesInTurn() {
        Map<String, @Nullable Payload> latest = new HashMap<>(properties);
        for (int i = 0; i < steps.size(); i++) {
            BagStep step = steps.get(i);
            Payload current = latest.get(step.property());
            if (isComparison(step) && !matches(i, current)) {
                return false;
            }
            if (step.operation().isWrite()) {
                latest.put(step.property(), step.operation() == BagOperation.DELETE ? null : step.value());
            }
        }
        return true;
    }

    private void compareAll() {
        for (int i = 0; i < steps.size(); i++) {
            BagStep step = steps.get(i);
            if (isComparison(step) && !compared.get(i)) {
                matches(i, properties.get(step.property()));
            }
        }
    }

    /** Compares a step's expectation, and notes the result if it is about what the bag has now. */
    @SuppressWarnings("ReferenceEquality") // what was not written is the very payload
    private boolean matches(int index, @Nullable Payload current) {
        BagStep step = steps.get(index);
        boolean same = isSame(valueOf(current), step.expected());
        if (current == properties.get(step.property())) {
            compared.set(index);
            matching.set(index, same);
        }
        return same;
    }

    private boolean isSame(Payload current, Payload expected) {
        if (current.equals(expected)) {
            return true;
        }
        if (decodedBytes > 0 && decodedBytes + current.length() > StructuredClone.maxBytes()) {
            throw new IllegalStateException("The batch compares values of more than " + StructuredClone.maxBytes()
                    + " bytes; nothing was changed: make several batches");
        }
        decodedBytes += current.length();
        return StructuredClone.isSame(current, expected);
    }

    private static boolean isComparison(BagStep step) {
        return step.operation() == BagOperation.COMPARE_AND_SET;
    }
}
