package dev.covalent.main.global;

import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.event.ListenerTable;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.remote.BagResults;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.PropertyValidator;

/**
 * Who decides what may be written to a bag.
 *
 * <p>Thread-safe.
 */
final class BagValidators {
    private final String object;
    private final ListenerTable<String, PropertyValidator> validators = new ListenerTable<>();

    /**
     * Makes a table without validators.
     *
     * @param object the name of the bag
     */
    BagValidators(String object) {
        this.object = object;
    }

    /** Adds a validator for a property, or for all if it is {@link BagSteps#ALL}. */
    Subscription add(String property, PropertyValidator validator) {
        return validators.on(property, validator);
    }

    /** Tells whether anybody wants to look at changes of a property. */
    boolean has(String property) {
        return validators.has(property) || validators.has(BagSteps.ALL);
    }

    /**
     * Lets the validators look at a change.
     *
     * @throws WriteVetoedException if one of them refuses it
     */
    void check(BagChange change) {
        PropertyChange shown = BagResults.change(change);
        validators.emit(change.property(), (property, validator) -> check(validator, shown));
        validators.emit(BagSteps.ALL, (property, validator) -> check(validator, shown));
    }

    private boolean check(PropertyValidator validator, PropertyChange change) {
        try {
            validator.validate(change);
            return true;
        } catch (Throwable refusal) { // whatever it is, the writer waits for an answer
            String reason = refusal.getMessage();
            WriteVetoedException vetoed = new WriteVetoedException(
                    object,
                    change.property(),
                    reason != null ? reason : refusal.getClass().getName());
            vetoed.initCause(refusal);
            throw vetoed;
        }
    }
}
