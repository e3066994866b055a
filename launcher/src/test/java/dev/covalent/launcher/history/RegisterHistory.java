package dev.covalent.launcher.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that was done with one register, of which each value was written once, and that held {@value #FIRST} before.
 *
 * <p>It is linearizable if each operation could have taken effect in one moment between its call and its return. With unique
 * values that can be told in n log n steps (Gibbons and Korach, Testing Shared Memories, 1997): what was done with one value
 * makes a zone from the earliest end to the latest beginning. Where that is forward, the value was there all that time, so two
 * such zones do not overlap; where it is backward, it was there at some moment of it, so none lies wholly within a forward
 * one.
 */
public final class RegisterHistory {
    /** What the register holds before anybody writes. */
    public static final long FIRST = 0;

    private final Map<Long, Zone> zones = new HashMap<>();
    private final List<Operation> reads = new ArrayList<>();

    /** What was done with one value. */
    private static final class Zone {
        private final Operation write;
        private long earliestEnd;
        private long latestBeginning;
        private boolean read;

        Zone(Operation write) {
            this.write = write;
            this.earliestEnd = write.ended();
            this.latestBeginning = write.began();
        }

        void add(Operation reading) {
            read = true;
            earliestEnd = Math.min(earliestEnd, reading.ended());
            latestBeginning = Math.max(latestBeginning, reading.began());
        }

        boolean isForward() {
            return earliestEnd < latestBeginning;
        }

        /** A write of which nobody knows whether it took effect, nor saw that it did. */
        boolean isIdle() {
            return write.ended() == Long.MAX_VALUE && !read;
        }

        @Override
        public String toString() {
            return write.value() + " [" + Math.min(earliestEnd, latestBeginning) + ", "
                    + Math.max(earliestEnd, latestBeginning) + "]";
        }
    }

    /** Makes a history in which nothing was done yet. */
    public RegisterHistory() {
        zones.put(FIRST, new Zone(Operation.write(FIRST, Long.MIN_VALUE, Long.MIN_VALUE)));
    }

    /**
     * Adds an operation; in any order.
     *
     * @throws IllegalArgumentException if the value was written before
     */
    public void add(Operation operation) {
        if (!operation.write()) {
            reads.add(operation);
        } else if (zones.putIfAbsent(operation.value(), new Zone(operation)) != null) {
            throw new IllegalArgumentException("Written twice: " + operation.value());
        }
    }

    /** Returns how many operations there are. */
    public int size() {
        return reads.size() + zones.size() - 1;
    }

    /** Says why the history is not linearizable; empty if it is. To be called once. */
    public Optional<String> violation() {
        for (Operation read : reads) {
            Zone zone = zones.get(read.value());
            if (zone == null) {
                return Optional.of("Nobody wrote what was read: " + read);
            }
            if (read.ended() < zone.write.began()) {
                return Optional.of("Read before it was written: " + read + ", " + zone.write);
            }
            zone.add(read);
        }
        List<Zone> all = zones.values().stream().filter(zone -> !zone.isIdle()).toList();
        List<Zone> forward = all.stream()
                .filter(Zone::isForward)
                .sorted(Comparator.comparingLong(zone -> zone.earliestEnd))
                .toList();
        TreeMap<Long, Zone> byBeginning = new TreeMap<>();
        Zone before = null;
        for (Zone zone : forward) {
            if (before != null && zone.earliestEnd < before.latestBeginning) {
                return Optional.of("Both were there at once: " + before + " and " + zone);
            }
            byBeginning.put(zone.earliestEnd, zone);
            before = zone;
        }
        return all.stream()
                .filter(zone -> !zone.isForward())
                .flatMap(zone -> {
                    Map.Entry<Long, Zone> around = byBeginning.lowerEntry(zone.latestBeginning);
                    return around != null && zone.earliestEnd < around.getValue().latestBeginning
                            ? Optional.of("There was no moment for " + zone + " within " + around.getValue()).stream()
                            : Optional.<String>empty().stream();
                })
                .findFirst();
    }
}
