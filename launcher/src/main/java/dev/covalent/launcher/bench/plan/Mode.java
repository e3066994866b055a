package dev.covalent.launcher.bench.plan;

/** How something is measured. Immutable. */
public enum Mode {
    /** Round trips back to back, every JVM on the same processor: the cost in processor time, steady. */
    ONE_CPU("1 cpu"),
    /** One round trip every 3 ms, the two ends on two processors: an application's rhythm. */
    PACED("paced"),
    /** One way, as fast as it goes, until the receiver has handled all; on all processors. */
    STREAM("stream"),
    /** Without any other process; the figure is a mean. */
    LOCAL("local"),
    /** How long a process takes from when it is asked for; one a round, on all processors. */
    START("start"),
    /** How much of a process is in memory while it does nothing. */
    MEMORY("memory"),
    /** How long a process that has just started takes for something large; one a round, on all processors. */
    FIRST("first"),
    /** How long a fault, or a rush, takes to be told or to be over; a few processes are killed for each figure. */
    FAULT("fault"),
    /** How long another renderer waits for answers while others have a fault; one question a millisecond. */
    FAULT_TAIL("fault p99"),
    /** How many answers another renderer gets while others have a fault, as fast as it can ask. */
    FAULT_RATE("fault rate");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    /** Returns what tables call it. */
    public String label() {
        return label;
    }

    /** Tells whether a process is started for the figure, which is then taken once a round and not for a while. */
    public boolean isOfNewProcess() {
        return this == START || this == MEMORY || this == FIRST || isFault();
    }

    /** Tells whether the figure is of a fault; it is taken only if it is asked for by its name. */
    public boolean isFault() {
        return this == FAULT || this == FAULT_TAIL || this == FAULT_RATE;
    }

    /** Tells whether the figure is a rate, of which more is better, and not a time. */
    public boolean isRate() {
        return this == STREAM || this == FAULT_RATE;
    }
}
