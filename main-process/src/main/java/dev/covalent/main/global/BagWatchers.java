package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who hears of what is shared under one name, whichever bag that is. Its monitor is the lock of that bag: so everybody
 * hears of the changes in the order in which they are made.
 *
 * <p>Not thread-safe: used under that lock.
 */
final class BagWatchers {
    private final String name;
    private final Set<BagWatch> watches = new LinkedHashSet<>();
    private boolean retired;

    BagWatchers(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(BagWatch watch) {
        watches.add(watch);
    }

    void remove(BagWatch watch) {
        watches.remove(watch);
    }

    boolean isEmpty() {
        return watches.isEmpty();
    }

    /** Learns that what is shared under the name later has other watchers, as there was nothing, and nobody watched. */
    void retire() {
        retired = true;
    }

    /** Tells whether whoever is added now would not hear of what is shared later. */
    boolean isRetired() {
        return retired;
    }

    /** Tells everybody what they want to hear of changes, which are in the order they were made. */
    void tell(List<BagChange> changes) {
        if (!changes.isEmpty()) {
            watches.forEach(watch -> watch.tell(changes));
        }
    }
}
