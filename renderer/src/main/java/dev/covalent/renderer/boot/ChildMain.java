package dev.covalent.renderer.boot;

import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.process.ProcessIdentity;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every process does that main has forked: it reads who it is, and ends when main is gone. */
final class ChildMain {
    private static final Logger log = LoggerFactory.getLogger(ChildMain.class);

    /**
     * How long a child waits for main while it starts, at most: main, which may be stopped or overloaded meanwhile, ends it
     * when its launch takes too long.
     */
    static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final int MAX_BOOTSTRAP = 1 << 20;
    private static final long GONE_MILLIS = 1000;
    private static final CountDownLatch mainGone = new CountDownLatch(1);

    private ChildMain() {}

    /** Reads the bootstrap, whose length comes first. */
    static byte[] bootstrap(InputStream input, String help) throws IOException {
        DataInputStream data = new DataInputStream(input);
        int length = data.readInt();
        if (length < 0 || length > MAX_BOOTSTRAP) {
            throw new MalformedFrameException("A bootstrap of " + length + " bytes; is this started by hand? " + help);
        }
        return data.readNBytes(length);
    }

    /**
     * Ends this JVM when its parent is gone. The program of this JVM finds its standard input empty from now on.
     *
     * @param input ends with the parent
     */
    static ParentWatchdog endWith(long parentProcessId, InputStream input) {
        System.setIn(InputStream.nullInputStream()); // the watchdog reads the real one, and holds its lock
        ProcessIdentity parent = ProcessHandle.of(parentProcessId)
                .map(ProcessIdentity::of)
                .orElseGet(() -> new ProcessIdentity(parentProcessId, null));
        return ParentWatchdog.watch(parent, input, () -> {
            mainGone.countDown();
            log.warn("The main process {} is gone; ending", parentProcessId);
            System.exit(ExitCodes.PARENT_GONE);
        });
    }

    /** Tells why main could not be reached: because it is gone, which the watchdog may be about to notice, or not. */
    static boolean isMainGone() {
        try {
            return mainGone.await(GONE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
