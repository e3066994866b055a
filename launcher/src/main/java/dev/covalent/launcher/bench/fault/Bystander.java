package dev.covalent.launcher.bench.fault;

import dev.covalent.common.Value;
import dev.covalent.launcher.bench.window.BenchWindow;
import dev.covalent.main.MainProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A renderer that is measured while others have a fault. Used by one thread at a time. */
final class Bystander implements AutoCloseable {
    /** Until the code that is measured is compiled. */
    private static final int WARM_UP = 30_000;

    private static final int QUESTIONS = 15_000;
    private static final int ALONE = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AtomicBoolean enough;
    private final Semaphore asked;
    private final BenchWindow window;

    private Bystander(AtomicBoolean enough, Semaphore asked, BenchWindow window) {
        this.enough = enough;
        this.asked = asked;
        this.window = window;
    }

    /** What happens while it is measured. */
    @FunctionalInterface
    interface Event {
        void happen() throws Exception;
    }

    /** Opens one, and waits until its code is warm. */
    static Bystander open(MainProcess main) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Semaphore asked = new Semaphore(0);
        main.ipcMain().on(BystanderPage.QUESTION, (event, message) -> {
            event.returnValue(enough.get());
            asked.release();
        });
        Bystander bystander = new Bystander(enough, asked, BenchWindow.open(main, BystanderPage.class));
        long unused = bystander.window.awaitLoaded();
        long unusedWarmUp = bystander.nanosOf(WARM_UP);
        return bystander;
    }

    /** Returns how many nanoseconds each answer takes while nothing happens. */
    long[] nanosAlone() throws Exception {
        enough.set(true);
        return Within.limit(paced(ALONE)).get(long[].class);
    }

    /** Returns how many nanoseconds each answer takes from the beginning of an event to its end. */
    long[] nanosDuring(Event event) throws Exception {
        enough.set(false);
        asked.drainPermits();
        CompletableFuture<Value> measured = paced(1);
        try {
            Within.limit("the other page asks", asked::tryAcquire);
            event.happen();
        } finally {
            enough.set(true);
        }
        return Within.limit(measured).get(long[].class);
    }

    private CompletableFuture<Value> paced(int fewest) {
        return window.contents().invoke(BystanderPage.PACED, LIMIT, fewest);
    }

    /** Returns how many answers it gets a second. */
    double rate() throws Exception {
        return (double) QUESTIONS * TimeUnit.SECONDS.toNanos(1) / nanosOf(QUESTIONS);
    }

    private long nanosOf(int questions) throws Exception {
        return Within.limit(window.contents().invoke(BystanderPage.AT_ONCE, LIMIT, questions))
                .get(long.class);
    }

    @Override
    public void close() {
        window.close();
    }
}
