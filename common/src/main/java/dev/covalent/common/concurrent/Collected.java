package dev.covalent.common.concurrent;

import java.lang.ref.Cleaner;

/**
 * Runs actions when the garbage collector has noticed that nobody refers to an object any more.
 *
 * <p>Thread-safe. One thread does it for the whole JVM, and stays.
 */
public final class Collected {
    private static final Cleaner CLEANER = Cleaner.create(body -> Threads.daemon("collected", body));

    private Collected() {}

    /**
     * Has an action run some time after an object was collected.
     *
     * @param action is short, waits for nothing, and does not refer to the object
     */
    public static void whenCollected(Object object, Runnable action) {
        CLEANER.register(object, action);
    }
}
