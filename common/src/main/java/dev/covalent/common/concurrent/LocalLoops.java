package dev.covalent.common.concurrent;

import dev.covalent.common.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The event loops of the main processes in this JVM, by the address at which each listens: so a renderer in the same JVM
 * knows whether the thread that is about to wait for main holds main's turn itself.
 *
 * <p>Thread-safe.
 */
public final class LocalLoops {
    private static final Map<String, SerialLoop> loops = new ConcurrentHashMap<>();

    private LocalLoops() {}

    /**
     * Adds the loop of a main process.
     *
     * @return closing it removes the loop
     */
    public static Subscription add(String address, SerialLoop loop) {
        loops.put(address, loop);
        return () -> loops.remove(address, loop);
    }

    /**
     * Returns what tells which turn of that main process the calling thread holds: its number, or 0 if it holds none, as
     * always where the main process is in another JVM.
     */
    public static LongSupplier turnOf(String address) {
        return () -> {
            SerialLoop loop = loops.isEmpty() ? null : loops.get(address);
            return loop == null ? 0 : loop.heldTurn();
        };
    }
}
