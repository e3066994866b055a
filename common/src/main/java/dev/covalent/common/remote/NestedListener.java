package dev.covalent.common.remote;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.PropertyChange.Kind;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the changes of a bag's property, and tells a listener which entries of a map within it they change. Where there
 * is no map there are no entries. The change that it is given is its own, of which it gives copies away.
 *
 * <p>Thread-safe as far as the listener is.
 */
public final class NestedListener implements EventListener<PropertyChange> {
    private final BagPath path;
    private final String property;
    private final EventListener<PropertyChange> listener;
    private volatile boolean closed;

    /**
     * Makes a listener, which is still to be added.
     *
     * @param path where the map is
     * @param property the entry that is wanted; {@link BagSteps#ALL} for all
     */
    public NestedListener(BagPath path, String property, EventListener<PropertyChange> listener) {
        this.path = path;
        this.property = property;
        this.listener = listener;
        if (!property.equals(BagSteps.ALL)) {
            var unused = path.then(property); // checks the name
        }
    }

    /** Makes what ends it of what ends that it hears of the property. */
    public Subscription subscription(Subscription whole) {
        return () -> {
            closed = true;
            whole.close();
        };
    }

    @Override
    public void on(PropertyChange change) throws Exception {
        Throwable failure = null;
        for (PropertyChange each : changes(change)) {
            try {
                if (!closed) {
                    listener.on(each);
                }
            } catch (Throwable thrown) { // it hears of the other entries all the same
                failure = joined(failure, thrown);
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (Exception) failure;
        }
    }

    private static Throwable joined(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    private List<PropertyChange> changes(PropertyChange change) {
        Map<String, @Nullable Object> before = entries(change.kind() != Kind.ADDED, change.oldValue());
        Map<String, @Nullable Object> after = entries(change.kind() != Kind.REMOVED, change.newValue());
        BiPredicate<@Nullable Object, @Nullable Object> same =
                StructuredClone.samenessOfParts(change.oldValue(), change.newValue());
        List<PropertyChange> changes = new ArrayList<>();
        for (String name : wanted(before, after)) {
            boolean was = before.containsKey(name);
            boolean is = after.containsKey(name);
            if ((was || is) && !(was && is && same.test(before.get(name), after.get(name)))) {
                Kind kind = was ? (is ? Kind.CHANGED : Kind.REMOVED) : Kind.ADDED;
                changes.add(new PropertyChange(
                        name,
                        kind,
                        StructuredClone.part(before.get(name)),
                        StructuredClone.part(after.get(name)),
                        change.originId()));
            }
        }
        return changes;
    }

    private Set<String> wanted(Map<String, ?> before, Map<String, ?> after) {
        if (!property.equals(BagSteps.ALL)) {
            return Set.of(property);
        }
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private Map<String, @Nullable Object> entries(boolean exists, Value whole) {
        return NestedMap.find(path, exists, whole.get()).entries().orElse(Map.of());
    }
}
