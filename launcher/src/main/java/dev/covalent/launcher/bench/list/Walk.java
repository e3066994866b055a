package dev.covalent.launcher.bench.list;

import dev.covalent.launcher.bench.plan.Measurement;

/**
 * What going through the list took, and what came of it.
 *
 * @param nanos from before it was asked for until it had been gone through
 * @param sum what came of it
 */
public record Walk(long nanos, double sum) {

    /** Returns the time, unless the list was another. */
    public Measurement checked() {
        double expected = Item.walk(Item.list());
        if (sum != expected) {
            throw new IllegalStateException("The list came to " + sum + ", and not to " + expected);
        }
        return Measurement.start(nanos);
    }
}
