package dev.covalent.launcher.bench.fault;

/** A typed object of main's that takes listeners. */
interface Bell {
    /** What it is shared as. */
    String NAME = "bell";

    void onRing(Runnable listener);
}
