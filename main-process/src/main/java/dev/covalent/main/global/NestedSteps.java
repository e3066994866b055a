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
import java.util.Objects;
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
     * @param property what the property is to have now; the very payload that it has if nothing was changed
     * @param decoded the same, decoded
     */
    record Result(BagAnswer answer, Payload property, DecodedProperty decoded) {}

    /**
     * Works the steps out; runs no code of the application's, but decodes and encodes.
     *
     * @param property what the property has; null if there is none
     * @param known may have that decoded
     * @throws IllegalStateException if there is no map, too much is asked for, or the property is or would be too large
     * @throws dev.covalent.common.UncloneableValueException if the property would be nested too deep
     */
    Result on(@Nullable Payload property, DecodedProperties known) {
        if (property == null) {
            throw new IllegalStateException(problem(NestedMap.find(path, false, null)));
        }
        checkSize(property, "has");
        DecodedProperty decoded = known.take(place(), property);
        BagDraft draft;
        BagAnswer answer;
        NestedEntries entries;
        try {
            entries = new NestedEntries(map(decoded), decoded::decoded);
            draft = new BagDraft(entries, StructuredClone.maxBytes());
            answer = draft.run(steps, new BagComparison(steps, entries.compared(steps)))
                    .encode();
        } catch (RuntimeException refused) {
            known.keep(place(), property, decoded); // nothing was written
            throw refused;
        }
        draft.carryOut(entries::write);
        if (!entries.isChanged()) {
            return new Result(answer, property, decoded);
        }
        Payload after = BagSteps.encoded(decoded.plain(), path.property());
        checkSize(after, "would have");
        return new Result(answer, after.equals(property) ? property : after, decoded);
    }

    /** Keeps what steps gave for who comes next, once it is what the property has. */
    void keep(Result result, @Nullable Payload before, DecodedProperties known) {
        if (Objects.equals(result.property(), before) || result.decoded().isFaithful()) {
            known.keep(place(), result.property(), result.decoded());
        }
    }

    private DecodedProperties.Place place() {
        return new DecodedProperties.Place(object, path.property());
    }

    private void checkSize(Payload property, String has) {
        if (property.length() > NestedMap.MAX_BYTES) {
            throw new IllegalStateException("'" + GlobalName.shown(path.property()) + "' of '"
                    + GlobalName.shown(object) + "' " + has + " " + property.length()
                    + " bytes, and maps are used by reference in properties of at most " + NestedMap.MAX_BYTES
                    + ": split it into several properties, or set it as a whole");
        }
    }

    private Map<String, @Nullable Object> map(DecodedProperty decoded) {
        NestedMap found = decoded.find(path);
        return decoded.entries(found).orElseThrow(() -> new IllegalStateException(problem(found)));
    }

    private String problem(NestedMap found) {
        String there = "'" + GlobalName.shown(found.at().toString()) + "' of '" + GlobalName.shown(object) + "'"
                + found.problem();
        return found.isWhole() ? there : "There is no '" + GlobalName.shown(path.toString()) + "', as " + there;
    }
}
