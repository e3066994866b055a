package dev.covalent.renderer.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.Downstream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one bag that those who have it live share, while there is one.
 *
 * <p>Thread-safe. Changes come on one thread, also while a copy is asked for, whose answer they may overtake.
 */
final class Replica {
    /** How many reads ask main at most before one tries to get a copy again. */
    private static final int MAX_PAUSE = 1023;

    private volatile @Nullable BagCopy copy;

    /** By what main is told that the copy is not kept any more; 0 for none. */
    @GuardedBy("this") private long watch;

    @GuardedBy("this") private int users;

    @GuardedBy("this") private int asked;

    @GuardedBy("this") private boolean ended;

    @GuardedBy("this") private boolean renewing;

    @GuardedBy("this") private int pause;

    @GuardedBy("this") private int readsToGo;

    /** The latest change of each property that was told while a copy is asked for. */
    @GuardedBy("this") private final Map<String, Early> early = new LinkedHashMap<>();

    /** The last version that was told as a whole while a copy is asked for. */
    @GuardedBy("this") private long earlyVersion;

    /** A change that was told before there is a copy to make it in. */
    private record Early(BagChange change, long version) {}

    /** Returns the copy to read; null if there is none. */
    @Nullable BagCopy copy() {
        return copy;
    }

    /** Is used by one more. */
    synchronized void use() {
        users++;
    }

    /** Is used by one less; returns the watch to close, 0 for none. */
    synchronized long leave() {
        users--;
        return users == 0 ? dropped() : 0;
    }

    synchronized boolean isUnused() {
        return users == 0;
    }

    /**
     * Tells a reader that found no copy, or an ended one, whether to get another: one reader at a time, and the more seldom
     * the more often there was none to be had.
     *
     * @param found what the reader found
     */
    synchronized boolean beginRenewal(@Nullable BagCopy found) {
        boolean wanted = users > 0 && !ended && !renewing && copy == found;
        if (wanted && readsToGo > 0) {
            readsToGo--;
            return false;
        }
        renewing |= wanted;
        return wanted;
    }

    /** Learns what became of a renewal. */
    synchronized void endRenewal(boolean renewed) {
        renewing = false;
        pause = renewed ? 0 : Math.min(2 * pause + 1, MAX_PAUSE);
        readsToGo = pause;
    }

    /** Learns that a copy is about to be asked for: what is told from now on may not be in it. */
    synchronized void asking() {
        asked++;
    }

    /** Learns that a copy that was asked for does not come. */
    synchronized void notCome() {
        answered();
    }

    /**
     * Takes a copy that was asked for.
     *
     * @param number the watch that it came with
     * @return the watch to close, which another copy had, or this one if nobody needs it; 0 for none
     */
    synchronized long come(BagCopy taken, long number) {
        early.values().forEach(told -> taken.told(part(told)));
        taken.told(new Downstream.BagChanged("", List.of(), earlyVersion, true));
        answered();
        if (users == 0 || ended) {
            return number;
        }
        long before = watch;
        watch = number;
        copy = taken;
        pause = 0;
        readsToGo = 0;
        return before;
    }

    /** Makes changes. */
    synchronized void told(Downstream.BagChanged changed) {
        if (asked > 0) {
            changed.changes().forEach(change -> early.put(change.property(), new Early(change, changed.version())));
            earlyVersion = changed.whole() ? changed.version() : earlyVersion;
        }
        BagCopy current = copy;
        if (current != null) {
            current.told(changed);
        }
    }

    /** Keeps no copy from now on, as the link has ended. */
    synchronized void end() {
        ended = true;
        long unused = dropped();
    }

    private static Downstream.BagChanged part(Early told) {
        return new Downstream.BagChanged("", List.of(told.change()), told.version(), false);
    }

    @GuardedBy("this") private long dropped() {
        long before = watch;
        watch = 0;
        copy = null;
        return before;
    }

    @GuardedBy("this") private void answered() {
        asked--;
        if (asked == 0) {
            early.clear();
            earlyVersion = 0;
        }
    }
}
