package dev.covalent.renderer.boot;

import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.process.ProcessIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a JVM that was launched separately when its main process is gone, as a forked renderer ends with its parent: to
 * the watchdog it is the death pipe, which ends when the lifeline does, and not when the renderer closes in good order.
 *
 * <p>Confined to the watchdog's thread.
 */
final class MainWatch extends InputStream {
    private static final Logger log = LoggerFactory.getLogger(MainWatch.class);
    private static final Duration LOOK_AROUND = Duration.ofHours(1);

    private final ConnectedRenderer renderer;
    private volatile @Nullable ParentWatchdog watchdog;

    private MainWatch(ConnectedRenderer renderer) {
        this.renderer = renderer;
    }

    static void endWithMain(ConnectedRenderer renderer, ProcessIdentity main) {
        MainWatch pipe = new MainWatch(renderer);
        pipe.watchdog = ParentWatchdog.watch(main, pipe, () -> {
            log.warn("The main process {} is gone; ending with it", main.pid());
            System.exit(ExitCodes.PARENT_GONE);
        });
        if (renderer.isClosed() && !renderer.isMainGone()) {
            pipe.stop();
        }
    }

    /** Blocks until the renderer has ended. */
    @Override
    public int read() throws IOException {
        try {
            if (!renderer.awaitClose(LOOK_AROUND)) {
                return 0; // nothing has happened; the watchdog reads again
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while watching main");
        }
        if (renderer.isMainGone()) {
            return -1;
        }
        stop();
        return 0;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int value = read();
        if (value >= 0) {
            into[offset] = (byte) value;
        }
        return value < 0 ? -1 : 1;
    }

    private void stop() {
        ParentWatchdog current = watchdog;
        if (current != null) {
            current.close();
        }
    }
}
