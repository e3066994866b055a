package dev.covalent.common.process;

import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends this process when its parent is gone.
 *
 * <pre>
 *   WATCHING --- {@link #close} ---> CLOSED
 *      |
 *      +------- the death pipe ends, or the parent's process is gone ---> GONE --- grace over ---> halted
 * </pre>
 *
 * <p>On the way to GONE the given action is started, once, on a thread of its own; it should tell so, and end the process
 * in an orderly way. Whether it hangs, throws or only takes too long: when the grace is over, the JVM is halted.
 *
 * <p>The death pipe (the standard input of a forked child) ends within milliseconds of the parent. While there is one,
 * the process id only adds to it, after 0.3 to 5 s, because the JDK polls processes that are not its children: a parent
 * whose id cannot be found when the watch starts (it is in another container, or the clock was set) is believed to live
 * until the pipe ends. Without a pipe it is believed to be gone. Its {@linkplain ProcessEnd end} is looked for where there
 * is no pipe, and once the JDK has told of one, which it also does where this process has no descriptor left to poll with.
 *
 * <p>Thread-safe.
 */
public final class ParentWatchdog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ParentWatchdog.class);
    private static final Duration DEFAULT_GRACE = Duration.ofMillis(900); // so that it has ended within a second
    private static final String ENDED = "its process ended";

    private enum State {
        WATCHING,
        CLOSED,
        GONE
    }

    private final ProcessIdentity parent;
    private final Runnable onGone;
    private final Duration grace;
    private final IntConsumer halt;
    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private volatile @Nullable Thread looker;

    private ParentWatchdog(ProcessIdentity parent, Runnable onGone, Duration grace, IntConsumer halt) {
        this.parent = Objects.requireNonNull(parent, "parent");
        this.onGone = Objects.requireNonNull(onGone, "onGone");
        this.grace = grace;
        this.halt = halt;
    }

    /** Watches with a grace of 0.9 s. */
    public static ParentWatchdog watch(ProcessIdentity parent, @Nullable InputStream deathPipe, Runnable onGone) {
        return watch(parent, deathPipe, onGone, DEFAULT_GRACE);
    }

    /**
     * Watches {@code parent} until it is gone or the watchdog is closed.
     *
     * @param deathPipe is read to its end and what comes is dropped; null if there is none
     * @param onGone starts the orderly end of this process
     * @param grace how long that may take before the JVM is halted with {@link ExitCodes#PARENT_GONE}
     */
    public static ParentWatchdog watch(
            ProcessIdentity parent, @Nullable InputStream deathPipe, Runnable onGone, Duration grace) {
        return watch(parent, deathPipe, onGone, grace, Runtime.getRuntime()::halt);
    }

    static ParentWatchdog watch(
            ProcessIdentity parent,
            @Nullable InputStream deathPipe,
            Runnable onGone,
            Duration grace,
            IntConsumer halt) {
        ParentWatchdog watchdog = new ParentWatchdog(parent, onGone, grace, halt);
        if (deathPipe != null) {
            Threads.daemon("parent-pipe", () -> watchdog.awaitEnd(deathPipe)).start();
        }
        watchdog.watchProcess(deathPipe != null);
        return watchdog;
    }

    /** Stops watching. After the parent is gone this is a no-op: the grace runs on. */
    @Override
    public void close() {
        if (state.compareAndSet(State.WATCHING, State.CLOSED)) {
            lookNoMore();
        }
    }

    private void lookNoMore() {
        Thread looking = looker;
        if (looking != null) {
            looking.interrupt();
        }
    }

    private void watchProcess(boolean hasPipe) {
        ProcessHandle process = findParent().orElse(null);
        if (process == null) {
            if (!hasPipe) {
                gone("no process with its id and start instant runs");
            }
            log.debug("Parent {} is not to be found", parent);
        } else if (!process.equals(
                ProcessHandle.current())) { // one JVM may play both parts, and does not outlive itself
            follow(process, hasPipe);
        }
    }

    private void follow(ProcessHandle process, boolean hasPipe) {
        if (hasPipe) {
            CompletableFuture<Void> unused = process.onExit().thenRun(() -> look(process));
        } else {
            look(process);
        }
    }

    private void look(ProcessHandle process) {
        Thread looking = Threads.daemon("parent-process", () -> awaitEnd(process));
        looker = looking;
        looking.start();
        if (state.get() == State.CLOSED) {
            lookNoMore();
        }
    }

    /** Our parent, as the system knows it, is alive by definition and needs no look at start instants. */
    private Optional<ProcessHandle> findParent() {
        return ProcessHandle.current()
                .parent()
                .filter(ours -> ours.pid() == parent.pid())
                .or(parent::find);
    }

    private void awaitEnd(InputStream pipe) {
        byte[] dropped = new byte[256];
        try {
            while (pipe.read(dropped) >= 0 && state.get() == State.WATCHING) {
                log.trace("The parent wrote after its bootstrap");
            }
            gone("its pipe ended");
        } catch (IOException broken) {
            gone("its pipe broke: " + broken.getMessage());
        }
    }

    private void awaitEnd(ProcessHandle process) {
        try {
            ProcessEnd.await(process);
            gone(ENDED);
        } catch (InterruptedException closed) {
            log.debug("Parent {} is not watched any more", parent);
        }
    }

    private void gone(String why) {
        if (!state.compareAndSet(State.WATCHING, State.GONE)) {
            return;
        }
        try {
            Threads.daemon("parent-gone-halt", this::haltAfterGrace).start();
            Threads.daemon("parent-gone", () -> end(why)).start();
        } catch (OutOfMemoryError noThread) {
            halt.accept(ExitCodes.PARENT_GONE);
        }
    }

    private void end(String why) {
        log.debug("Process {}, with which this one ends, is gone ({})", parent.pid(), why);
        onGone.run();
    }

    private void haltAfterGrace() {
        try {
            new CountDownLatch(1).await(grace.toNanos(), TimeUnit.NANOSECONDS); // nothing may cut the grace short
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            halt.accept(ExitCodes.PARENT_GONE);
        }
    }
}
