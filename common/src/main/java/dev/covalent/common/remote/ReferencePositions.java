package dev.covalent.common.remote;

import dev.covalent.common.clone.ReferenceTypes;
import dev.covalent.common.clone.Target;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where the values of a parameter list or of a result refer to objects.
 *
 * <p>Immutable.
 */
final class ReferencePositions implements ReferenceTypes {
    private final Map<Target, ReferenceType> references;
    private final Set<Target> referring;

    /**
     * Takes what was found.
     *
     * @param references the interfaces
     * @param parts the types, and of what types the parts of their values are
     */
    ReferencePositions(Map<Target, ReferenceType> references, Map<Target, Set<Target>> parts) {
        this.references = Map.copyOf(references);
        this.referring = new HashSet<>(references.keySet());
        boolean more = !references.isEmpty();
        while (more) { // types may contain each other
            more = false;
            for (Map.Entry<Target, Set<Target>> type : parts.entrySet()) {
                boolean refers = type.getValue().stream().anyMatch(referring::contains);
                more |= refers && referring.add(type.getKey());
            }
        }
    }

    /** Tells whether there are any. */
    boolean isEmpty() {
        return references.isEmpty();
    }

    /** Returns what is said of a type that {@link #isReference}. */
    ReferenceType get(Target type) {
        return Objects.requireNonNull(references.get(type), "type");
    }

    @Override
    public boolean isReference(Target type) {
        return references.containsKey(type);
    }

    @Override
    public boolean mayRefer(Target type) {
        return referring.contains(type);
    }
}
