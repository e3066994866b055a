package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of what is shared under one name, whichever bag that is. Its monitor is the lock of that bag: so everybody
 * hears of the changes in the order in which they are made.
 *
 * <p>Not thread-safe: used under that lock.
 */
final class BagWatchers {
    private final String name;
    private final LiveMarks marks;
    private final Set<BagWatch> watches = new LinkedHashSet<>();
    private boolean retired;
    private long version;
    private @Nullable LiveMark mark;

    /**
     * Makes a table of nobody.
     *
     * @param marks where renderers with copies are to see the version
     */
    BagWatchers(String name, LiveMarks marks) {
        this.name = name;
        this.marks = marks;
        this.version = marks.nextVersion();
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

    /** Returns the number of what the bag holds now, as far as anybody was told of its changes. */
    long version() {
        return version;
    }

    /** Returns the mark at which renderers with copies see the version, held by one more; null if there is none to be had. */
    @Nullable LiveMark holdMark() {
        if (mark == null) {
            version = marks.nextVersion(); // as changes that nobody heard of had none
            mark = marks.open(version);
        }
        if (mark != null) {
            mark.hold();
        }
        return mark;
    }

    /** Learns that somebody holds a mark no more. */
    void letGo(LiveMark held) {
        if (held.letGo() && held.equals(mark)) {
            mark = null;
        }
    }

    /** Tells everybody, too, that the bag is not what is shared any more: its copies are useless, also those of the same. */
    void tellEnd(List<BagChange> changes) {
        endCopies();
        tell(changes);
    }

    /** Tells everybody, too, that another bag is shared. */
    void tellReplaced(BagReplacement replacement) {
        endCopies();
        version = marks.nextVersion();
        List<BagChange> changes = replacement.changes();
        watches.forEach(watch -> watch.replaced(replacement, changes));
    }

    private void endCopies() {
        if (mark != null) {
            mark.end(); // before a copy is told what is not shared yet
            mark = null;
            List.copyOf(watches).forEach(BagWatch::endLive); // whoever had one may not be let have what comes next
        }
    }

    /** Tells everybody what they want to hear of changes, which are in the order they were made. */
    void tell(List<BagChange> changes) {
        if (!changes.isEmpty()) {
            version = marks.nextVersion();
            if (mark != null) {
                mark.set(version); // before anybody can read what has changed
            }
            watches.forEach(watch -> watch.tell(changes));
        }
    }
}
