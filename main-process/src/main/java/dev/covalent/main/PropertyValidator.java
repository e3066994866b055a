package dev.covalent.main;

import dev.covalent.common.PropertyChange;

/** Decides whether a property may be written. */
@FunctionalInterface
public interface PropertyValidator {

    /**
     * Looks at a change that is about to be made, and returns if it may be.
     *
     * @param change what would change, and who wants that
     * @throws Exception if it may not; its message reaches the writer
     */
    void validate(PropertyChange change) throws Exception;
}
