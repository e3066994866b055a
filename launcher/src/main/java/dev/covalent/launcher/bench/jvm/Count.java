package dev.covalent.launcher.bench.jvm;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's end of a stream: counts what arrives, looks at its order, and says from time to time how far it is.
 *
 * <p>Confined to the event loop.
 */
final class Count {
    private long step = 1;
    private long total;
    private long received;
    private long expected;
    private long outOfOrder;

    /** Starts anew. */
    void start(long messages, long acknowledgeEvery) {
        total = messages;
        step = acknowledgeEvery;
        received = 0;
        expected = 0;
        outOfOrder = 0;
    }

    /** Takes a message; {@code acknowledge} is given how many there were, and how many were out of order. */
    void take(@Nullable Object message, BiConsumer<Long, Long> acknowledge) {
        long number = message == null ? -1 : Messages.numberOf(message);
        if (number != expected) {
            outOfOrder++;
        }
        expected = number + 1;
        received++;
        if (received == total || received % step == 0) {
            acknowledge.accept(received, outOfOrder);
        }
    }
}
