package dev.covalent.launcher.bench.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What one round gave for one cell. Immutable.
 *
 * @param nanos the median round trip, the mean of what is {@link Mode#LOCAL}, or the time of a start; 0 for what is none
 * @param tailNanos the 99th percentile; 0 where there is none
 * @param perSecond messages or calls a second
 * @param outOfOrder how many messages came otherwise than they were sent
 * @param residentBytes how much of a process is in memory; 0 for what is none
 * @param shareBytes how much of that is its share, if what several processes have in common is divided among them
 */
public record Measurement(
        double nanos, double tailNanos, double perSecond, long outOfOrder, long residentBytes, long shareBytes) {
    /** The unit in which sizes are told. */
    public static final double MEBIBYTE = 1 << 20;

    private static final int PARTS = 6;
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    /** Makes one of messages. */
    public Measurement(double nanos, double tailNanos, double perSecond, long outOfOrder) {
        this(nanos, tailNanos, perSecond, outOfOrder, 0, 0);
    }

    /** Checks that the figures are figures. */
    public Measurement {
        if (!isFigure(nanos) || !isFigure(tailNanos) || !isFigure(perSecond)) {
            throw new IllegalArgumentException("Not a measurement: " + nanos + " " + tailNanos + " " + perSecond);
        }
        if (outOfOrder < 0 || residentBytes < 0 || shareBytes < 0) {
            throw new IllegalArgumentException(
                    "Not a measurement: " + outOfOrder + " " + residentBytes + " " + shareBytes);
        }
    }

    /** Makes one of a start. */
    public static Measurement start(long nanos) {
        return new Measurement(nanos, 0, 0, 0);
    }

    /** Makes one of times, of which there is one at least. */
    public static Measurement ofTimes(List<Duration> times) {
        return ofNanos(times.stream().mapToLong(Duration::toNanos).toArray());
    }

    /** Makes one of times in nanoseconds, of which there is one at least. */
    public static Measurement ofNanos(long[] times) {
        long[] sorted = Arrays.stream(times).sorted().toArray();
        return new Measurement(nearestRank(sorted, MEDIAN), nearestRank(sorted, TAIL), 0, 0);
    }

    private static long nearestRank(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** Makes one of a rate. */
    public static Measurement rate(double perSecond) {
        return new Measurement(0, 0, perSecond, 0);
    }

    /** Makes one of a process's memory. */
    public static Measurement memory(long residentBytes, long shareBytes) {
        return new Measurement(0, 0, 0, 0, residentBytes, shareBytes);
    }

    /** Reads what {@link #toLine} wrote. */
    public static Measurement parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("Not a measurement: " + line);
        }
        return new Measurement(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }

    /** Writes it for another process. */
    public String toLine() {
        return nanos + " " + tailNanos + " " + perSecond + " " + outOfOrder + " " + residentBytes + " " + shareBytes;
    }

    /** Returns the figure that counts in that mode. */
    public double figure(Mode mode) {
        if (mode == Mode.MEMORY) {
            return residentBytes;
        }
        if (mode == Mode.FAULT_TAIL) {
            return tailNanos;
        }
        return mode.isRate() ? perSecond : nanos;
    }

    private static boolean isFigure(double value) {
        return Double.isFinite(value) && value >= 0;
    }
}
