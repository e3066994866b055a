package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagHandle;
import dev.covalent.main.SharedObject;
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
     * @throws IllegalStateException if there would be too many properties, or too much is asked for; nothing was changed
     */
    @Override
    protected BagAnswer perform(List<BagStep> steps) {
        for (BagStep step : steps) {
            if (step.operation().isWrite()) {
                GlobalName.check(step.property(), "property");
            }
        }
        BagDraft.Findings findings;
        do { // who comes here again gave way to a writer who did not
            findings = carryOut(steps, new BagComparison(steps, compared(steps)));
        } while (findings == null);
        return findings.encode();
    }

    /** Carries steps out; returns null, and has done nothing, if what was compared is not there any more. */
    private BagDraft.@Nullable Findings carryOut(List<BagStep> steps, BagComparison comparison) {
        synchronized (lock) {
            if (!comparison.isOf(properties)) {
                return null;
            }
            BagDraft draft = new BagDraft(properties, StructuredClone.maxBytes());
            BagDraft.Findings findings = draft.run(steps, comparison);
            if (draft.size() > MAX_PROPERTIES && draft.size() > properties.size()) {
                throw new IllegalStateException("The shared object '" + name + "' has " + properties.size()
                        + " properties and may have " + MAX_PROPERTIES
                        + ": delete some, or keep a map in one property");
            }
            draft.carryOut(properties);
            return findings;
        }
    }

    /** Returns what the properties have now whose values the steps compare; null for those that are not there. */
    private Map<String, @Nullable Payload> compared(List<BagStep> steps) {
        Map<String, @Nullable Payload> found = new HashMap<>();
        synchronized (lock) {
            for (BagStep step : steps) {
                if (step.operation() == BagOperation.COMPARE_AND_SET) {
                    found.put(step.property(), properties.get(step.property()));
                }
            }
        }
        return found;
    }
}
