package dev.covalent.common.port;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Counts what the other end has consumed until that is told to the process that posted it: at once when it is a good part
 * of the window, else with the next frames that go there anyway, so that a stream is not answered message by message.
 *
 * <p>Not thread-safe: used under the lock of the {@link PortSpace}.
 */
public final class TakenReport {
    private final PortSpace space;
    private final Consumer<Runnable> whenLeaving;
    private final LongConsumer tell;
    private long count;
    private long bytes;
    private boolean riding;

    /**
     * Makes an empty report.
     *
     * @param whenLeaving runs an action together with the next frames that go there, or after a short delay
     * @param tell tells a count, under the lock of the space
     */
    public TakenReport(PortSpace space, Consumer<Runnable> whenLeaving, LongConsumer tell) {
        this.space = space;
        this.whenLeaving = whenLeaving;
        this.tell = tell;
    }

    /** Adds messages that were consumed. */
    public void add(long consumed, long cost) {
        count += consumed;
        bytes += cost;
        if (bytes >= space.limits().confirmed()) {
            tell();
        } else if (count > 0 && !riding) {
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
        long told = count;
        count = 0;
        bytes = 0;
        if (told > 0) {
            tell.accept(told);
        }
    }
}
