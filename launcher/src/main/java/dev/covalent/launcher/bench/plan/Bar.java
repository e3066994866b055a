package dev.covalent.launcher.bench.plan;

/**
 * What a ratio is to keep to, or a size in {@linkplain Measurement#MEBIBYTE mebibytes}. Immutable.
 *
 * @param atMost whether less is better
 * @param hold what must be held
 * @param reach what is aimed at
 */
public record Bar(boolean atMost, double hold, double reach) {

    /** Checks that what is aimed at is the better of the two. */
    public Bar {
        if (hold <= 0 || reach <= 0 || (atMost ? reach > hold : reach < hold)) {
            throw new IllegalArgumentException("Not a bar: hold " + hold + ", reach " + reach);
        }
    }

    /** Makes a bar for a ratio of times, or for a size. */
    public static Bar atMost(double hold, double reach) {
        return new Bar(true, hold, reach);
    }

    /** Makes a bar for a ratio of rates. */
    public static Bar atLeast(double hold, double reach) {
        return new Bar(false, hold, reach);
    }

    /** Judges a ratio, or a size. */
    public Verdict judge(double figure) {
        if (keeps(figure, reach)) {
            return Verdict.REACHED;
        }
        return keeps(figure, hold) ? Verdict.HELD : Verdict.MISSED;
    }

    private boolean keeps(double figure, double limit) {
        return atMost ? figure <= limit : figure >= limit; // not-a-number keeps to nothing
    }
}
