package dev.covalent.renderer.boot;

import java.util.Set;

/** Tells whether somebody else ends this JVM, by a signal of the system, rather than its own program. */
final class EndBySignal {
    /** What the JDK calls the threads that end a JVM for a signal; nothing else of it tells that from {@code System.exit}. */
    private static final Set<String> HANDLERS = Set.of("SIGTERM handler", "SIGINT handler", "SIGHUP handler");

    private EndBySignal() {}

    /** Tells whether a signal is being handled; in a shutdown hook, which such a thread waits for. */
    static boolean isUnderWay() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).anyMatch(HANDLERS::contains);
    }
}
