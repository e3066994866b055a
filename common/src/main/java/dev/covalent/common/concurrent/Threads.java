package dev.covalent.common.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes every thread of the framework: a daemon with a name that tells its role.
 *
 * <p>It logs nothing: a renderer makes its first thread before it finds out what the application logs by. Thread-safe.
 */
public final class Threads {
    /** Every thread of the framework has a name that starts so; the leak check of the tests looks for it. */
    public static final String PREFIX = "covalent-";

    private static final long IDLE_SECONDS = 10;

    private Threads() {}

    /**
     * Makes a thread that is not yet started.
     *
     * @param role what it does, with the id it does it for: {@code "lifeline-3"}
     */
    public static Thread daemon(String role, Runnable body) {
        Thread thread = new Thread(body, PREFIX + role);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Makes a thread that is not yet started and, unlike all others, keeps the JVM from ending while it runs.
     *
     * @param role what it does
     */
    public static Thread keeping(String role, Runnable body) {
        Thread thread = new Thread(body, PREFIX + role);
        thread.setDaemon(false); // whoever makes it may be one
        return thread;
    }

    /** Makes an executor of at most {@code size} threads that refuses work when all of them are busy. */
    public static ExecutorService pool(String role, int size) {
        return new ThreadPoolExecutor(
                0, size, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), numbered(role));
    }

    /** Makes an executor of at most {@code size} threads that keeps work waiting when all of them are busy. */
    public static ExecutorService workers(String role, int size) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), numbered(role));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Makes an executor of one thread that does its work in the order it was given. */
    public static ExecutorService single(String role) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> daemon(role, body));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Makes a scheduler of one thread, whose cancelled tasks are forgotten at once. */
    public static ScheduledExecutorService scheduler(String role) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, body -> daemon(role, body));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }

    private static ThreadFactory numbered(String role) {
        AtomicInteger next = new AtomicInteger(1);
        return body -> daemon(role + "-" + next.getAndIncrement(), body);
    }
}
