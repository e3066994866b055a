package dev.covalent.main.global;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a renderer does with a property bag.
 *
 * <p>Immutable.
 *
 * @param object the name of the shared object
 * @param path where in it the map is whose entries the steps are about
 * @param steps at least one
 */
record BagAccess(String object, BagPath path, List<BagStep> steps) {

    /**
     * Carries the steps out.
     *
     * @param shared what is shared under the name; null if nothing is
     * @param caller whose steps they are
     * @throws MalformedDataException if a value is no structured clone
     */
    Outcome serve(@Nullable Shared shared, BagCaller caller) {
        if (shared == null) {
            return MissingObject.failure(MissingObject.unshared(action(), object));
        }
        if (shared instanceof TypedObject typed) {
            return misuse("Cannot " + action() + " of '" + object + "', which is shared as "
                    + typed.type().name() + ": use getGlobal(name, type)");
        }
        steps.forEach(BagAccess::check);
        SharedBag bag = (SharedBag) shared;
        try {
            return new Outcome.Success(bag.perform(path, steps, caller).encode());
        } catch (WriteVetoedException vetoed) {
            WriteVetoedException.Veto veto = new WriteVetoedException.Veto(vetoed.property(), vetoed.reason());
            return new Outcome.Failure(
                    FailureKind.VETO, String.valueOf(vetoed.getMessage()), StructuredClone.encode(veto, "veto"));
        } catch (MissingRemoteObjectException gone) {
            return MissingObject.failure(gone);
        } catch (IllegalArgumentException refused) {
            return misuse(String.valueOf(refused.getMessage()));
        } catch (IllegalStateException refused) {
            return new Outcome.Failure(FailureKind.STATE, String.valueOf(refused.getMessage()));
        }
    }

    /** What is malformed must not wait for a reader. */
    private static void check(BagStep step) {
        boolean hasValue = step.operation().isWrite() && step.operation() != BagOperation.DELETE;
        if (hasValue || step.operation().isWatch()) {
            StructuredClone.check(step.value());
        }
        if (step.operation() == BagOperation.COMPARE_AND_SET) {
            StructuredClone.check(step.expected());
        }
    }

    private String action() {
        String method = BagStep.method(steps);
        BagOperation first = steps.get(0).operation();
        boolean isAccess = steps.size() == 1 && (first == BagOperation.GET || first == BagOperation.SET);
        return isAccess
                ? method + " property '"
                        + GlobalName.shown(path.label(steps.get(0).property())) + "'"
                : "call method '" + method + "'"
                        + (path.isRoot() ? "" : " in '" + GlobalName.shown(path.toString()) + "'");
    }

    private static Outcome misuse(String message) {
        return new Outcome.Failure(FailureKind.MISUSE, message);
    }
}
