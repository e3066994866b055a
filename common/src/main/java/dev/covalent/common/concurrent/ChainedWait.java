package dev.covalent.common.concurrent;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A wait on main's event loop for what is chained to something that has come already: it may be done by another thread, or need
 * the loop, which nothing tells beforehand. So it has a limit, also where it was asked for without one.
 *
 * @param to what it is chained to, as messages name it
 * @param limitMillis how long to wait, at most, where nobody says how long
 */
public record ChainedWait(String to, long limitMillis) {
    private static final Logger log = LoggerFactory.getLogger(ChainedWait.class);

    /**
     * Waits, as {@link LoopFuture.Waiting#help} is to.
     *
     * @throws TimeoutException if it was not done within the limit
     * @throws IllegalStateException if there is no limit, and it was not done within that of this
     */
    public void await(CompletableFuture<?> awaited, long limit, TimeUnit unit)
            throws InterruptedException, TimeoutException {
        boolean unlimited = unit.toNanos(limit) == Long.MAX_VALUE;
        try {
            var unused = unlimited ? awaited.get(limitMillis, TimeUnit.MILLISECONDS) : awaited.get(limit, unit);
        } catch (ExecutionException | CancellationException failed) {
            log.trace("Who waits is told", failed);
        } catch (TimeoutException over) {
            if (!unlimited) {
                throw over;
            }
            throw new IllegalStateException(
                    "Waiting here may never end: what is chained to " + to + " was not done within " + limitMillis
                            + " ms, and this thread holds the turn of main's event loop, on which that may have to run."
                            + " Chain with thenAccept, or wait on another thread",
                    over);
        }
    }
}
