package dev.covalent.main.global;

import dev.covalent.common.RemoteError;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
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
 * @param steps at least one
 */
record BagAccess(String object, List<BagStep> steps) {

    /**
     * Carries the steps out.
     *
     * @param shared what is shared under the name; null if nothing is
     * @param caller whose steps they are
     * @throws MalformedDataException if a value is no structured clone
     */
    Outcome serve(@Nullable Shared shared, BagCaller caller) {
        if (shared == null) {
            return missing(action(), object);
        }
        if (!(shared instanceof SharedBag bag)) {
            return misuse("Cannot " + action() + " of '" + object + "', which is shared as "
                    + shared.description().type() + ": use getGlobal(name, type)");
        }
        steps.forEach(BagAccess::check);
        try {
            return new Outcome.Success(bag.perform(steps, caller).encode());
        } catch (WriteVetoedException vetoed) {
            WriteVetoedException.Veto veto = new WriteVetoedException.Veto(vetoed.property(), vetoed.reason());
            return new Outcome.Failure(
                    FailureKind.VETO, String.valueOf(vetoed.getMessage()), StructuredClone.encode(veto, "veto"));
        } catch (MissingRemoteObjectException gone) {
            return missing(action(), object);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return misuse(String.valueOf(refused.getMessage()));
        }
    }

    /** Makes the failure for a name under which nothing is shared. */
    static Outcome missing(String action, String object) {
        MissingRemoteObjectException missing = new MissingRemoteObjectException(action, object);
        RemoteError error = StructuredClone.errorOf(missing);
        return new Outcome.Failure(
                FailureKind.REMOTE_CALL, String.valueOf(missing.getMessage()), StructuredClone.encodeError(error));
    }

    /** What is malformed must not wait for a reader. */
    private static void check(BagStep step) {
        boolean hasValue = step.operation().isWrite() && step.operation() != BagOperation.DELETE;
        if (hasValue || step.operation() == BagOperation.WATCH) {
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
                ? method + " property '" + GlobalName.shown(steps.get(0).property()) + "'"
                : "call method '" + method + "'";
    }

    private static Outcome misuse(String message) {
        return new Outcome.Failure(FailureKind.MISUSE, message);
    }
}
