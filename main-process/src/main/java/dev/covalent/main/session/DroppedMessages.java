package dev.covalent.main.session;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Counts what is sent to a renderer that is gone, to be told in one line, however much it is. Thread-safe. */
final class DroppedMessages {
    private final Logger log;
    private final AtomicLong count = new AtomicLong();

    DroppedMessages(Logger log) {
        this.log = log;
    }

    void add() {
        count.incrementAndGet();
    }

    /** Tells how many there were since the last time, if there were any. */
    void tell(RendererSession receiver) {
        long dropped = count.getAndSet(0);
        if (dropped > 0) {
            log.debug("{} was gone: messages to it that were dropped: {}", receiver, dropped);
        }
    }
}
