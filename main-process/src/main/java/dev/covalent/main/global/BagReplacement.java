package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Map;

/**
 * A bag that is shared in place of another, or of nothing. Used under the lock of both.
 *
 * @param bag which is shared now
 * @param before what the other has
 * @param after what this one has
 */
record BagReplacement(SharedBag bag, Map<String, Payload> before, Map<String, Payload> after) {

    /** Returns what is different. */
    List<BagChange> changes() {
        return BagDifferences.of(before, after);
    }

    /** Returns the same for who knew nothing of what was there. */
    List<BagChange> arrival() {
        return BagDifferences.of(Map.of(), after);
    }

    /** Returns the same for who is to know nothing of what is there now. */
    List<BagChange> departure() {
        return BagDifferences.of(before, Map.of());
    }
}
