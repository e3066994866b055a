package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import java.util.List;

/** Somebody who wants to hear of changes. Compared by identity. */
interface BagWatch {

    /** Takes changes, of which it may want but some, in the order they were made. Called under the lock of the bag. */
    void tell(List<BagChange> changes);

    /**
     * Takes what is different now that a bag is shared in place of another, or of nothing. Called under the lock of the bag.
     *
     * @param changes of all that is different
     */
    default void replaced(BagReplacement replacement, List<BagChange> changes) {
        tell(changes);
    }

    /** Learns that no copy of the bag is of any use any more. Called under the lock of the bag. */
    default void endLive() {}
}
