package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import java.util.List;

/** Somebody who wants to hear of changes. Compared by identity. */
interface BagWatch {

    /** Returns the property whose changes it wants to hear of; empty for all. */
    String property();

    /** Takes changes, in the order they were made. Called under the lock of the bag, so it runs no user code. */
    void tell(List<BagChange> changes);
}
