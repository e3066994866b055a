package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import java.util.List;
import java.util.function.Supplier;

/** Somebody who wants to hear of changes. Compared by identity. */
interface BagWatch {

    /** Takes changes, of which it may want but some, in the order they were made. Called under the lock of the bag. */
    void tell(List<BagChange> changes);

    /**
     * Takes the difference between what was shared under the name, or nothing, and a bag that is shared now. Called under the
     * lock of the bag.
     *
     * @param all the same, for who was not to hear of what was shared
     */
    default void replaced(SharedBag bag, List<BagChange> changes, Supplier<List<BagChange>> all) {
        tell(changes);
    }

    /** Learns that no copy of the bag is of any use any more. Called under the lock of the bag. */
    default void endLive() {}
}
