package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.live.VersionFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where renderers that keep copies of bags see whether these are up to date. The file is made when the first renderer wants
 * one; without it, or when all its slots are in use, renderers ask main.
 *
 * <p>Thread-safe.
 */
public final class LiveMarks {
    private static final Logger log = LoggerFactory.getLogger(LiveMarks.class);

    private final Source source;

    /** Begins anywhere, so that no process can take a version for one of an earlier process of that name. */
    private final AtomicLong lastVersion = new AtomicLong(new SecureRandom().nextLong() >>> 2);

    private final AtomicBoolean prepared = new AtomicBoolean();
    private final Object lock = new Object();

    @GuardedBy("lock") private final BitSet used = new BitSet();

    @GuardedBy("lock") private boolean exhausted;

    @GuardedBy("lock") private @Nullable VersionFile file;

    /** Makes the file, once. */
    public interface Source {

        /**
         * Makes it; its owner deletes it in the end.
         *
         * @throws IOException if it cannot be made
         */
        VersionFile create() throws IOException;
    }

    /** Makes marks whose file is not there yet. */
    public LiveMarks(Source source) {
        this.source = source;
    }

    /** Returns marks that have no file. */
    public static LiveMarks none() {
        return new LiveMarks(() -> {
            throw new IOException("there is to be none");
        });
    }

    /** Returns a number that no bag has had. */
    long nextVersion() {
        return lastVersion.incrementAndGet();
    }

    /** Makes the file if it is not there yet; in the turn of the loop, before a mark is opened, and with no lock held. */
    void prepare() {
        if (!prepared.compareAndSet(false, true)) {
            return;
        }
        try {
            VersionFile made = source.create();
            synchronized (lock) {
                file = made;
            }
        } catch (IOException | RuntimeException failed) { // whatever it is, main can be asked
            log.warn(
                    "Renderers cannot keep live copies of shared objects, and ask at each read: {}", failed.toString());
        }
    }

    /** Opens a mark for a bag, which is nobody's yet; null if there is none to be had. */
    @Nullable LiveMark open(long version) {
        synchronized (lock) {
            int slot = used.nextClearBit(0);
            if (file != null && slot < VersionFile.SLOTS) {
                used.set(slot);
                return new LiveMark(this, file, slot, version);
            }
            if (file != null && !exhausted) {
                exhausted = true;
                log.warn(
                        "{} shared objects are live, and no more can be: renderers ask at each read of others",
                        VersionFile.SLOTS);
            }
            return null;
        }
    }

    void free(int slot) {
        synchronized (lock) {
            used.clear(slot);
        }
    }
}
