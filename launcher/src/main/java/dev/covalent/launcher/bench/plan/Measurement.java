package dev.covalent.launcher.bench.plan;

/**
 * What one round gave for one cell. Immutable.
 *
 * @param nanos the median round trip, or the mean of what is {@link Mode#LOCAL}; 0 for a stream
 * @param tailNanos the 99th percentile; 0 where there is none
 * @param perSecond messages or calls a second
 * @param outOfOrder how many messages came otherwise than they were sent
 */
public record Measurement(double nanos, double tailNanos, double perSecond, long outOfOrder) {
    private static final int PARTS = 4;

    /** Checks that the figures are figures. */
    public Measurement {
        if (!isFigure(nanos) || !isFigure(tailNanos) || !isFigure(perSecond) || outOfOrder < 0) {
            throw new IllegalArgumentException(
                    "Not a measurement: " + nanos + " " + tailNanos + " " + perSecond + " " + outOfOrder);
        }
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
                Long.parseLong(parts[3]));
    }

    /** Writes it for another process. */
    public String toLine() {
        return nanos + " " + tailNanos + " " + perSecond + " " + outOfOrder;
    }

    /** Returns the figure that counts in that mode. */
    public double figure(Mode mode) {
        return mode.isRate() ? perSecond : nanos;
    }

    private static boolean isFigure(double value) {
        return Double.isFinite(value) && value >= 0;
    }
}
