package dev.covalent.renderer.remote;

import dev.covalent.common.IpcException;
import dev.covalent.common.frame.Upstream;
import dev.covalent.renderer.link.MainLink;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers by which main knows what this renderer wants to hear of.
 *
 * <p>Thread-safe.
 */
final class WatchNumbers {
    private static final Logger log = LoggerFactory.getLogger(WatchNumbers.class);

    private final MainLink link;
    private final AtomicLong last = new AtomicLong();

    WatchNumbers(MainLink link) {
        this.link = link;
    }

    long next() {
        return last.incrementAndGet();
    }

    /** Tells main that it need not tell anything under a number any more. */
    void close(long number) {
        try {
            link.post(new Upstream.BagUnwatch(number));
        } catch (IpcException ended) {
            log.debug("Watch {} was not closed, as the link is: {}", number, ended.getMessage());
        }
    }
}
