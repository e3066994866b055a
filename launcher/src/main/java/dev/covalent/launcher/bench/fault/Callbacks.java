package dev.covalent.launcher.bench.fault;

import dev.covalent.common.Value;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RemoteListeners;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Has a page pass a hundred thousand callbacks to an object of main's, which drops them. Used by one thread at a time. */
final class Callbacks implements AutoCloseable {
    private static final int MANY = 100_000;

    /** Enough for what is made once. */
    private static final int WARM_UP = 10_000;

    private static final int LOOKS = 10;
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final double MOST_GROWTH = 1.05;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final MainProcess main;
    private final VictimWindow window;
    private final AtomicInteger passed = new AtomicInteger();
    private volatile RemoteListeners<Runnable> kept = new RemoteListeners<>();

    private Callbacks(MainProcess main) {
        this.main = main;
        main.globals().share(Bell.NAME, Bell.class, listener -> {
            passed.incrementAndGet();
            kept.add(listener);
        });
        window = VictimWindow.open(main);
    }

    /** Returns how long it takes to pass them, after as many have been: their way is compiled. */
    static Duration passed(MainProcess main) throws Exception {
        try (Callbacks callbacks = new Callbacks(main)) {
            callbacks.warmUp(MANY);
            long start = System.nanoTime();
            callbacks.pass(MANY);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** Returns how long it takes, after they have been dropped, until both heaps are as they were. */
    static Duration heapsBack(MainProcess main) throws Exception {
        try (Callbacks callbacks = new Callbacks(main)) {
            callbacks.warmUp(WARM_UP);
            callbacks.drop();
            long mainBefore = lowest(LiveHeap::bytes);
            long pageBefore = lowest(callbacks::bytesOfThePage);
            callbacks.pass(MANY);
            long mainFull = LiveHeap.bytes();
            long start = System.nanoTime();
            callbacks.drop();
            try {
                Within.limit(
                        "the heaps are back",
                        () -> LiveHeap.bytes() <= mainBefore * MOST_GROWTH
                                && callbacks.bytesOfThePage() <= pageBefore * MOST_GROWTH);
            } catch (TimeoutException late) {
                throw new IllegalStateException(
                        "Main held " + mainBefore + " bytes, with the callbacks " + mainFull + ", now "
                                + LiveHeap.bytes() + "; the page held " + pageBefore + ", now "
                                + callbacks.bytesOfThePage(),
                        late);
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (mainFull <= mainBefore * MOST_GROWTH) {
                throw new IllegalStateException(MANY + " callbacks took nothing in main: " + mainFull + " bytes");
            }
            return time;
        }
    }

    /** What is passed stays, so that nothing is dropped while something is measured. */
    private void warmUp(int count) throws Exception {
        VictimWindow unused = window.awaitLoaded();
        pass(count);
    }

    /** What was dropped goes in steps, from one process to the other. */
    private static long lowest(LongSupplier bytes) throws InterruptedException {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            lowest = Math.min(lowest, bytes.getAsLong());
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return lowest;
    }

    private void pass(int count) throws Exception {
        passed.set(0);
        Value done = Within.limit(window.contents().invoke(VictimPage.RING_OFTEN, LIMIT, count));
        if (!done.isNull() || passed.get() != count) {
            throw new IllegalStateException(passed + " of " + count + " callbacks came");
        }
    }

    private void drop() {
        kept = new RemoteListeners<>();
    }

    private long bytesOfThePage() {
        CompletableFuture<Value> bytes = window.contents().invoke(VictimPage.HEAP, LIMIT);
        return bytes.join().get(long.class);
    }

    @Override
    public void close() {
        window.close();
        main.globals().unshare(Bell.NAME);
    }
}
