package dev.covalent.main.window;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer whose time passes when a test says so; it runs nothing by itself. Confined to the test's thread. */
public final class ManualTimer extends ScheduledThreadPoolExecutor {
    private final List<Task> tasks = new CopyOnWriteArrayList<>();

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

    /** Runs what is due after no more than that time, as if it had come. */
    public void elapse(long nanos) {
        List<Task> due = tasks.stream()
                .filter(task -> task.getDelay(TimeUnit.NANOSECONDS) <= nanos)
                .toList();
        tasks.removeAll(due);
        due.forEach(Task::run);
    }

    /** Returns the delays of what is scheduled, in seconds. */
    public List<Long> delaysInSeconds() {
        return tasks.stream().map(task -> task.getDelay(TimeUnit.SECONDS)).toList();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
        Task task = new Task(action, unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    private static final class Task extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final long delayNanos;

        private Task(Runnable action, long delayNanos) {
            super(action, null);
            this.delayNanos = delayNanos;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(delayNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        @SuppressWarnings("ComparableType") // a Delayed is compared with others of its kind
        public int compareTo(Delayed other) {
            return Long.compare(delayNanos, other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
