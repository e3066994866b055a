package dev.covalent.main.session;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Counts what is sent to a renderer that is gone, to be told in one line, however much it is; what comes later still, such as a
 * late reply, is told as it comes. Thread-safe.
 */
final class DroppedMessages {
    private final Logger log;
    private final AtomicLong count = new AtomicLong();
    private volatile boolean told;

    DroppedMessages(Logger log) {
        this.log = log;
    }

    void add(RendererSession receiver) {
        count.incrementAndGet();
        if (told) {
            tell(receiver);
        }
    }

    /** Tells how many there were since the last time, if there were any. */
    void tell(RendererSession receiver) {
        told = true;
        long dropped = count.getAndSet(0);
        if (dropped > 0) {
            log.debug("{} was gone: messages to it that were dropped: {}", receiver, dropped);
        }
    }
}
