package dev.covalent.launcher.bench.plan;

/** How a ratio compares with its bar. Immutable. */
public enum Verdict {
    /** As good as was aimed at. */
    REACHED,
    /** Good enough. */
    HELD,
    /** Not good enough. */
    MISSED
}
