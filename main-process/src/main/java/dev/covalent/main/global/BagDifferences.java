package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out what is different where one bag takes the place of another. */
final class BagDifferences {
    private BagDifferences() {}

    /** Returns the changes from one bag's properties to another's, which main makes. */
    static List<BagChange> of(Map<String, Payload> before, Map<String, Payload> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        List<BagChange> changes = new ArrayList<>();
        for (String property : names) {
            BagChange change =
                    new BagChange(property, before.get(property), after.get(property), BagCaller.MAIN.originId());
            if (!change.isNone()) {
                changes.add(change);
            }
        }
        return changes;
    }
}
