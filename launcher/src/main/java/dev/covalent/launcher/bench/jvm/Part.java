package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import java.io.IOException;

/** What one of the processes does. Used by one thread at a time. */
interface Part extends AutoCloseable {

    /**
     * Takes its place.
     *
     * @param told what it needs to know of the others
     * @return what the others need to know of it
     */
    String open(String told) throws Exception;

    /** Learns the contents of the two renderers, once both are there. */
    default void meet(int renderer, int partner) throws Exception {}

    /** Returns what is to be timed. */
    default Probe probe(Subject subject, Payload payload) throws Exception {
        throw new IllegalArgumentException(getClass().getSimpleName() + " measures no " + subject);
    }

    /** Returns what is to be counted. */
    default Stream stream(Subject subject, Payload payload) throws Exception {
        throw new IllegalArgumentException(getClass().getSimpleName() + " streams no " + subject);
    }

    /** Takes a figure of a process that is started for it, and ended. */
    default Measurement take(Subject subject, Mode mode) throws Exception {
        throw new IllegalArgumentException(getClass().getSimpleName() + " starts no " + subject);
    }

    @Override
    default void close() throws IOException {}
}
