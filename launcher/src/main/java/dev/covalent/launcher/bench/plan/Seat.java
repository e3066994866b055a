package dev.covalent.launcher.bench.plan;

/** The processes that are measured. Immutable. */
public enum Seat {
    /** Answers bare RMI calls and bare sockets; knows nothing of Covalent. */
    BARE_SERVER,
    /** Makes bare RMI calls and opens bare sockets; knows nothing of Covalent. */
    BARE_CLIENT,
    /** A main process. */
    MAIN,
    /** The renderer that measures. */
    RENDERER,
    /** The renderer that sends back, or counts, what it gets from the other one. */
    PARTNER
}
