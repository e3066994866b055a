package dev.covalent.main.window;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A timer whose time passes when a test says so; it runs nothing by itself. Confined to the test's thread. */
public final class ManualTimer extends ScheduledThreadPoolExecutor {
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();

    /** Makes a timer for which nothing is scheduled. */
    public ManualTimer() {
        super(0);
    }

    /** Runs whatever was scheduled, as if its time had come. */
    public void elapse() {
        List<Task> due = List.copyOf(tasks);
        tasks.clear();
        due.forEach(Task::run);
    }

    /** Lets that time pass: runs what is due in it, also what is scheduled by that, in its order. */
    public void elapse(Duration time) {
        long end = now.get() + time.toNanos();
        Task next = earliestBy(end);
        while (next != null) {
            tasks.remove(next);
            now.set(Math.max(now.get(), next.dueNanos));
            next.run();
            next = earliestBy(end);
        }
        now.set(end);
    }

    /** Lets that time pass while the process is stopped: what is due in it runs as soon as any more passes. */
    public void standStill(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Returns the delays of what is scheduled, in seconds. */
    public List<Long> delaysInSeconds() {
        return tasks.stream().map(task -> task.getDelay(TimeUnit.SECONDS)).toList();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
        Task task = new Task(action, now.get() + unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    private @Nullable Task earliestBy(long end) {
        return tasks.stream()
                .filter(task -> task.dueNanos <= end)
                .min(Comparator.comparingLong(task -> task.dueNanos))
                .orElse(null);
    }

    private final class Task extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final long dueNanos;

        private Task(Runnable action, long dueNanos) {
            super(action, null);
            this.dueNanos = dueNanos;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - now.get(), TimeUnit.NANOSECONDS);
        }

        @Override
        @SuppressWarnings("ComparableType") // a Delayed is compared with others of its kind
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
