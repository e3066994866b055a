package dev.covalent.main.global;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.common.remote.NestedMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Steps on a map within a property of a bag, as one write of that property.
 *
 * <p>Immutable.
 *
 * @param object the name of the bag
 * @param path where the map is; not the bag itself
 * @param steps what to do with its entries
 */
record NestedSteps(String object, BagPath path, List<BagStep> steps) {
    private static final Set<BagOperation> OPERATIONS = EnumSet.of(
            BagOperation.GET,
            BagOperation.SET,
            BagOperation.HAS,
            BagOperation.DELETE,
            BagOperation.KEYS,
            BagOperation.SNAPSHOT,
            BagOperation.COMPARE_AND_SET);

    /**
     * Checks the steps.
     *
     * @throws IllegalArgumentException if one of them is for a bag only
     */
    NestedSteps {
        for (BagStep step : steps) {
            if (!OPERATIONS.contains(step.operation())) {
                throw new IllegalArgumentException(
                        "Cannot call method '" + step.operation().method() + "' in '"
                                + GlobalName.shown(path.toString()) + "': main tells the changes of whole properties");
            }
        }
    }

    /**
     * What steps gave.
     *
     * @param property what the property is to have now; the very payload that it has if nothing was written
     * @param plain the same, decoded
     */
    record Result(
            BagAnswer answer, Payload property, @Nullable Object plain) {}

    /**
     * Works the steps out; runs no code of the application's, but decodes and encodes.
     *
     * @param property what the property has; null if there is none
     * @param decoded may have that decoded
     * @throws IllegalStateException if there is no map, or too much is asked for
     * @throws dev.covalent.common.UncloneableValueException if the property would be too large, or nested too deep
     */
    Result on(@Nullable Payload property, LastDecoded decoded) {
        if (property == null) {
            throw new IllegalStateException(problem(NestedMap.find(path, false, null)));
        }
        Object plain = decoded.take(property);
        NestedEntries entries = new NestedEntries(map(plain));
        BagComparison comparison = new BagComparison(steps, entries.compared(steps));
        BagDraft draft = new BagDraft(entries, StructuredClone.maxBytes());
        BagAnswer answer = draft.run(steps, comparison).encode();
        if (!isChanged(draft)) {
            return new Result(answer, property, plain);
        }
        draft.carryOut(entries);
        return new Result(answer, BagSteps.encoded(plain, path.property()), plain);
    }

    private Map<String, @Nullable Object> map(@Nullable Object plain) {
        NestedMap found = NestedMap.find(path, true, plain);
        return found.entries().orElseThrow(() -> new IllegalStateException(problem(found)));
    }

    private String problem(NestedMap found) {
        String there = "'" + GlobalName.shown(found.at().toString()) + "' of '" + GlobalName.shown(object) + "'"
                + found.problem();
        return found.isWhole() ? there : "There is no '" + GlobalName.shown(path.toString()) + "', as " + there;
    }

    /** What was removed comes again at the end, even if it has the value that it had. */
    private boolean isChanged(BagDraft draft) {
        return draft.isWrite()
                && (!draft.changes(0).isEmpty()
                        || steps.stream().anyMatch(step -> step.operation() == BagOperation.DELETE));
    }
}
