package dev.covalent.main.trace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.remote.TraceFilter;
import dev.covalent.common.remote.TraceLine;
import dev.covalent.common.remote.TraceListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who is told what passes. Lines wait here until he takes them: a certain number and so many bytes, beyond which they
 * are dropped and counted, so that he holds up nobody.
 *
 * <p>Thread-safe. He is told on the thread that runs what is to be done shortly.
 */
public final class Tracer {
    /** The most lines that wait. */
    static final int MAX_WAITING = 5_000;

    /** The most bytes that the lines which wait take, about. */
    static final long MAX_WAITING_BYTES = 4L << 20;

    /** The most lines that are told at once. */
    static final int BATCH = 250;

    /** How often in a row, so that the thread has time for others. */
    private static final int BATCHES = 4;

    /** What a line takes beside its texts, about. */
    private static final int LINE_BYTES = 128;

    private static final Logger log = LoggerFactory.getLogger(Tracer.class);

    private final TraceFilter filter;
    private final int webContentsId;
    private final TraceListener listener;
    private final BooleanSupplier writable;
    private final Consumer<Runnable> shortly;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Queue<TraceLine> waiting = new ArrayDeque<>();

    @GuardedBy("lock") private long waitingBytes;

    @GuardedBy("lock") private long dropped;

    @GuardedBy("lock") private boolean scheduled;

    /** What he is told behind all lines; null as long as there may be more. */
    @GuardedBy("lock") private @Nullable Runnable last;

    private volatile boolean ended;

    /**
     * Makes one.
     *
     * @param webContentsId the contents of the filter's window; 0 for all
     * @param writable tells whether he takes what he is told
     * @param shortly runs a task a moment later
     */
    public Tracer(
            TraceFilter filter,
            int webContentsId,
            TraceListener listener,
            BooleanSupplier writable,
            Consumer<Runnable> shortly) {
        this.filter = filter;
        this.webContentsId = webContentsId;
        this.listener = listener;
        this.writable = writable;
        this.shortly = shortly;
    }

    /** Tells nothing any more. */
    public void end() {
        ended = true;
    }

    /** Tells what waits, then that, and nothing any more. */
    public void finish(Runnable closing) {
        synchronized (lock) {
            last = closing;
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        shortly.accept(this::tell);
    }

    boolean wants(Passing passing) {
        return (webContentsId == 0 || passing.from() == webContentsId || passing.to() == webContentsId)
                && filter.matches(passing.channel());
    }

    void add(TraceLine line) {
        synchronized (lock) {
            if (waiting.size() < MAX_WAITING && waitingBytes + bytes(line) <= MAX_WAITING_BYTES) {
                waiting.add(line);
                waitingBytes += bytes(line);
            } else {
                dropped++;
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        shortly.accept(this::tell);
    }

    private void tell() {
        if (ended) {
            return;
        }
        for (int told = 0; told < BATCHES && writable.getAsBoolean(); told++) {
            List<TraceLine> lines = new ArrayList<>();
            long lost;
            Runnable closing = null;
            synchronized (lock) {
                while (lines.size() < BATCH && !waiting.isEmpty()) {
                    TraceLine line = waiting.remove();
                    waitingBytes -= bytes(line);
                    lines.add(line);
                }
                lost = dropped;
                dropped = 0;
                if (lines.isEmpty() && lost == 0) {
                    closing = last;
                    if (closing == null) {
                        scheduled = false;
                        return;
                    }
                }
            }
            if (closing == null) {
                tell(lines, lost);
            } else if (close(closing)) {
                return;
            }
        }
        shortly.accept(this::tell);
    }

    private void tell(List<TraceLine> lines, long lost) {
        try {
            listener.lines(lines, lost);
        } catch (RuntimeException refused) { // he does not keep up, which is nobody else's concern
            log.debug("{} lines of a trace are dropped", lines.size(), refused);
            synchronized (lock) {
                dropped += lines.size() + lost;
            }
        }
    }

    /** Returns whether he has taken it; else he is told again. */
    private boolean close(Runnable closing) {
        try {
            closing.run();
        } catch (RuntimeException refused) {
            log.debug("The end of a trace is not told yet", refused);
            return false;
        }
        ended = true;
        return true;
    }

    private static long bytes(TraceLine line) {
        return LINE_BYTES
                + (long) Character.BYTES
                        * (line.channel().length() + line.outcome().length());
    }
}
