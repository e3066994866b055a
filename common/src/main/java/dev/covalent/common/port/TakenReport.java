package dev.covalent.common.port;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Adds up what was consumed, as messages of a port or as bytes of all ports, until that is told to the process that posted
 * it: at once when it is a good part of the window, else with the next frames that go there anyway, so that a stream is not
 * answered message by message.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class TakenReport {
    private final PortSpace space;
    private final Consumer<Runnable> whenLeaving;
    private final LongConsumer tell;
    private long sum;
    private long bytes;
    private boolean riding;

    /**
     * Makes an empty report.
     *
     * @param whenLeaving runs an action together with the next frames that go there, or after a short delay
     * @param tell tells a sum, under the lock of the space
     */
    public TakenReport(PortSpace space, Consumer<Runnable> whenLeaving, LongConsumer tell) {
        this.space = space;
        this.whenLeaving = whenLeaving;
        this.tell = tell;
    }

    /**
     * Adds what was consumed.
     *
     * @param amount in the unit that is told
     * @param cost in bytes
     */
    public void add(long amount, long cost) {
        sum += amount;
        bytes += cost;
        if (bytes >= space.limits().confirmed()) {
            tell();
        } else if (sum > 0 && !riding) {
            riding = true;
            whenLeaving.accept(this::board);
        }
    }

    private void board() {
        synchronized (space.lock()) {
            riding = false;
            tell();
        }
    }

    private void tell() {
        long told = sum;
        sum = 0;
        bytes = 0;
        if (told > 0) {
            tell.accept(told);
        }
    }
}
