package dev.covalent.launcher.bench.jvm;

/** The channels of the benchmark. Immutable. */
final class Channels {
    /** Asks main for what it is sent. */
    static final String ECHO = "echo";

    /** Is answered with what it carries. */
    static final String PING = "ping";

    /** Is answered with what it carries, to those contents whose id it carries first. */
    static final String PING_FOR = "ping-for";

    /** Is the answer. */
    static final String PONG = "pong";

    /** Announces a stream: how many messages, and after how many to acknowledge. */
    static final String START = "start";

    /** Carries a stream. */
    static final String STREAM = "stream";

    /** Acknowledges messages of a stream. */
    static final String TAKEN = "taken";

    /** Hands ports on to the other renderer. */
    static final String PORTS = "ports";

    /** The property bag that main shares; a property of that name is a small message. */
    static final String BAG = "bag";

    /** A property of it that is a number. */
    static final String COUNT = "count";

    /** A property of it that renderers write. */
    static final String WRITTEN = "written";

    /** The typed object that main shares. */
    static final String TYPED = "typed";

    private Channels() {}
}
