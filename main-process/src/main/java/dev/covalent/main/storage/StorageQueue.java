package dev.covalent.main.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.StorageException;
import dev.covalent.common.concurrent.Countdown;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.main.storage.StorageOperation.Task;
import dev.covalent.main.storage.StorageOperation.Write;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out operations on the storage thread in the order in which they were submitted; writes that wait side by side
 * go as one group.
 *
 * <p>The queue is bounded in bytes and refuses what exceeds the bound. One operation may always wait, whatever its size:
 * the quota judges it.
 *
 * <p>Thread-safe.
 */
final class StorageQueue {
    /** What a waiting operation takes beside its strings. */
    static final long OVERHEAD_BYTES = 128;

    private static final int MAX_GROUP = 1024;

    private final Object lock = new Object();
    private final ExecutorService thread = Threads.single("storage");
    private final Consumer<List<Write>> writer;
    private final Runnable last;
    private final long limitBytes;

    @GuardedBy("lock") private final Queue<StorageOperation> waiting = new ArrayDeque<>();

    @GuardedBy("lock") private long waitingBytes;

    @GuardedBy("lock") private boolean closed;

    /** The storage thread while it works, so that a call from there to {@link #close} does not wait for itself. */
    private volatile @Nullable Thread working;

    /**
     * Makes a queue.
     *
     * @param writer carries out a group of writes, on the storage thread
     * @param last runs on the storage thread after everything else
     * @param limitBytes how much may wait
     */
    StorageQueue(Consumer<List<Write>> writer, Runnable last, long limitBytes) {
        this.writer = writer;
        this.last = last;
        this.limitBytes = limitBytes;
    }

    /**
     * Accepts an operation.
     *
     * @throws IllegalStateException if the queue is closed
     * @throws StorageException if too much waits
     */
    void submit(StorageOperation operation) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("The storage is closed. Use it before MainProcess.close().");
            }
            long bytes = operation.bytes() + OVERHEAD_BYTES;
            if (!waiting.isEmpty() && waitingBytes + bytes > limitBytes) {
                throw new StorageException("The storage does not keep up: " + waitingBytes
                        + " bytes wait to be written, of at most " + limitBytes
                        + ". Wait for the futures of earlier operations before making more.");
            }
            waiting.add(operation);
            waitingBytes += bytes;
            thread.execute(this::work); // one each, so that a failing one costs no other its turn
        }
    }

    /**
     * Refuses new operations, finishes the accepted ones and ends the thread; a second call only waits.
     *
     * @throws StorageException if that takes longer than {@code limit}; the thread goes on
     */
    void close(Duration limit) {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                thread.execute(last);
                thread.shutdown();
            }
        }
        if (Thread.currentThread().equals(working)) {
            return;
        }
        try {
            if (!new Countdown(limit).await(nanos -> thread.awaitTermination(nanos, TimeUnit.NANOSECONDS))) {
                throw new StorageException("The storage was still writing after " + limit.toMillis()
                        + " ms; what is not yet acknowledged may be lost. Check the disk and its load.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the thread finishes all the same
        }
    }

    private void work() {
        working = Thread.currentThread();
        try {
            List<Write> group = new ArrayList<>();
            Task<?> task = take(group);
            if (!group.isEmpty()) {
                writer.accept(group);
            }
            if (task != null) {
                task.run();
            }
        } finally {
            working = null;
        }
    }

    /** Takes the writes at the head of the queue, or the task that is its head; both may be absent. */
    private @Nullable Task<?> take(List<Write> group) {
        synchronized (lock) {
            while (group.size() < MAX_GROUP && waiting.peek() instanceof Write write) {
                group.add(write);
                waiting.remove();
                waitingBytes -= write.bytes() + OVERHEAD_BYTES;
            }
            if (group.isEmpty() && waiting.poll() instanceof Task<?> task) {
                waitingBytes -= OVERHEAD_BYTES;
                return task;
            }
            return null;
        }
    }
}
