package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.main.SharedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A property bag whose values are kept in their encoded form: every reader decodes a copy of its own, and what a
 * renderer wrote goes to another without being decoded in between.
 *
 * <p>Thread-safe. No value is encoded or decoded under the lock.
 */
final class SharedBag extends BagHandle implements SharedObject, Shared {
    /** Keeps a renderer that counts up its property names from filling main's heap. */
    static final int MAX_PROPERTIES = 65_536;

    private static final GlobalDescription DESCRIPTION = new GlobalDescription(null);

    private final String name;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<String, Payload> properties = new LinkedHashMap<>();

    SharedBag(String name) {
        this.name = name;
    }

    @Override
    public GlobalDescription description() {
        return DESCRIPTION;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a property cannot have such a name
     * @throws IllegalStateException if there would be too many properties; nothing was changed
     */
    @Override
    protected BagAnswer perform(List<BagStep> steps) {
        for (BagStep step : steps) {
            if (step.operation().isWrite()) {
                GlobalName.check(step.property(), "property");
            }
        }
        while (true) { // who comes here again gave way to a writer who did not
            Map<String, Payload> compared = compared(steps);
            List<BagStep> exact = exact(steps, compared);
            synchronized (lock) {
                if (areCurrent(compared)) {
                    return carryOut(exact);
                }
            }
        }
    }

    @GuardedBy("lock") private BagAnswer carryOut(List<BagStep> steps) {
        BagDraft draft = new BagDraft(properties);
        BagAnswer answer = draft.run(steps);
        if (draft.size() > MAX_PROPERTIES && draft.size() > properties.size()) {
            throw new IllegalStateException("The shared object '" + name + "' has " + properties.size()
                    + " properties and may have " + MAX_PROPERTIES
                    + ": delete some, or keep a map in one property");
        }
        draft.writes().forEach(write -> write.carryOut(properties));
        return answer;
    }

    /** Returns the present values of the properties that are compared with others than these very bytes. */
    private Map<String, Payload> compared(List<BagStep> steps) {
        Map<String, Payload> found = Map.of();
        for (BagStep step : steps) {
            if (step.operation() == BagOperation.COMPARE_AND_SET) {
                Payload current = current(step.property());
                if (!current.equals(step.expected())) {
                    found = found.isEmpty() ? new HashMap<>() : found;
                    found.put(step.property(), current);
                }
            }
        }
        return found;
    }

    /**
     * Lets steps expect the very bytes that are there, if these are another form of the same value. Those after a write of
     * the same property are left: they will find what is written then.
     */
    private static List<BagStep> exact(List<BagStep> steps, Map<String, Payload> compared) {
        if (compared.isEmpty()) {
            return steps;
        }
        Map<String, Payload> ahead = new HashMap<>(compared);
        List<BagStep> exact = new ArrayList<>(steps.size());
        for (BagStep step : steps) {
            Payload current = step.operation().isWrite() ? ahead.remove(step.property()) : null;
            exact.add(
                    current != null && expects(step, current)
                            ? BagStep.compareAndSet(step.property(), current, step.value())
                            : step);
        }
        return exact;
    }

    private static boolean expects(BagStep step, Payload value) {
        return step.operation() == BagOperation.COMPARE_AND_SET
                && StructuredClone.isSame(value.bytes(), step.expected().bytes());
    }

    @GuardedBy("lock") private boolean areCurrent(Map<String, Payload> compared) {
        for (Map.Entry<String, Payload> each : compared.entrySet()) {
            if (BagDraft.valueOf(properties.get(each.getKey())) != each.getValue()) {
                return false;
            }
        }
        return true;
    }

    private Payload current(String property) {
        @Nullable Payload found;
        synchronized (lock) {
            found = properties.get(property);
        }
        return BagDraft.valueOf(found);
    }
}
