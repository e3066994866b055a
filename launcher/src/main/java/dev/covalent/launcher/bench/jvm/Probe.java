package dev.covalent.launcher.bench.jvm;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One round trip, or one run of the codec, to be done again and again by one thread. */
interface Probe extends AutoCloseable {

    /** Does it. */
    @Nullable Object call() throws Exception;

    /** Releases what it holds. */
    @Override
    default void close() throws IOException {}
}
