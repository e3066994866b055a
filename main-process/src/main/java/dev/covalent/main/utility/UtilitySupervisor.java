package dev.covalent.main.utility;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.GoneReason;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.main.child.Deadlines;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches over one utility process, from its fork to its end.
 *
 * <pre>
 *   LAUNCHING ── connected ──▶ RUNNING ── exit, kill, crash, cut ──▶ GONE
 *       └── exit, kill, deadline, not started ─────────────────────────▲
 * </pre>
 *
 * <p>The end is the exit of the process; its session ends already when the lifeline does, and a process that outlives its
 * lifeline is killed. Whatever happens, the end is told exactly once.
 *
 * <p>Thread-safe: nothing is called while the lock is held.
 */
final class UtilitySupervisor {
    /** How long a process that is asked to end may take when the application ends. */
    static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    private static final Duration LIFELINE_GRACE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(UtilitySupervisor.class);

    private enum State {
        LAUNCHING,
        RUNNING,
        GONE
    }

    /** Is told what becomes of the process, on whatever thread noticed it. */
    interface Observer {

        /** The process was started. */
        void spawned(ChildJvm child);

        /** The process is gone, or was never started; told once. */
        void ended(UtilityEnd end);
    }

    private final RendererSession session;

    /** What is due as long as the process has not connected. */
    private final Deadlines launching;

    /** What is due as long as it is not gone. */
    private final Deadlines ending;

    private final Observer observer;

    /** Is open until the process has introduced itself, or is gone. */
    private final CountDownLatch started = new CountDownLatch(1);

    private final Object lock = new Object();

    @GuardedBy("lock") private State state = State.LAUNCHING;

    @GuardedBy("lock") private @Nullable ChildJvm child;

    @GuardedBy("lock") private @Nullable Lifeline lifeline;

    /** The application has asked for the end. */
    @GuardedBy("lock") private boolean asked;

    /** The application ends, and the process with it. */
    @GuardedBy("lock") private boolean closing;

    @GuardedBy("lock") private @Nullable GoneReason cutReason;

    /** The JVM has said that it ends by itself, which one that runs out of memory cannot. */
    @GuardedBy("lock") private boolean leaving;

    UtilitySupervisor(RendererSession session, ScheduledExecutorService timer, Observer observer) {
        this.session = session;
        this.launching = new Deadlines(timer);
        this.ending = new Deadlines(timer);
        this.observer = observer;
    }

    RendererSession session() {
        return session;
    }

    /**
     * Is told that the process is to be forked, by a thread that others may keep waiting, or the file system.
     *
     * @param limit how long it may take until there is a process
     */
    void launching(Duration limit) {
        launching.after(limit, () -> forkDeadline(limit));
    }

    /** Tells whether the process may be forked now; if nobody wants it any more, that is its end. */
    boolean forking() {
        synchronized (lock) {
            if (state == State.GONE || (!asked && cutReason == null)) {
                return state != State.GONE;
            }
        }
        log.info("{}: ended before it was forked", session);
        end(UtilityEnd.unwanted());
        return false;
    }

    /** Takes the process that was forked; ends it at once if that was asked for meanwhile, or its end was told. */
    void forked(ChildJvm forked, Duration launchLimit) {
        boolean ask;
        boolean tooLate;
        GoneReason cut;
        synchronized (lock) {
            tooLate = state == State.GONE;
            child = forked;
            ask = asked;
            cut = cutReason;
        }
        if (tooLate) {
            forked.kill(cut == null ? GoneReason.KILLED : cut);
            return;
        }
        session.processId(forked.pid());
        observer.spawned(forked);
        CompletableFuture<Void> unused = forked.onExit().thenAccept(exit -> exited(forked, exit));
        if (cut != null) {
            forked.kill(cut);
        } else if (ask) {
            forked.terminate();
        } else {
            launching.after(launchLimit, () -> launchDeadline(forked, launchLimit));
        }
    }

    /** Waits until the process has introduced itself, or is gone, or the limit is over. */
    void awaitStarted(Duration limit) {
        try {
            if (!started.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                log.debug("{} takes its time to start", session);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Is told that the process could not be started. */
    void launchFailed() {
        end(UtilityEnd.notStarted());
    }

    /** Takes the lifeline, before the process's first call. */
    void connectedBy(Lifeline opened) {
        boolean tooLate;
        synchronized (lock) {
            tooLate = state == State.GONE || cutReason != null;
            lifeline = opened;
        }
        opened.watch(() -> cut("it answers what nobody has asked"), this::lifelineEnded);
        if (tooLate) {
            opened.close();
        }
    }

    /**
     * Is told that the process has introduced itself.
     *
     * @return false if it had before, or is gone
     */
    boolean connected() {
        synchronized (lock) {
            if (state != State.LAUNCHING) {
                return false;
            }
            state = State.RUNNING;
        }
        launching.end();
        started.countDown();
        return true;
    }

    /** Is told that the JVM ends by itself. */
    void goodbye() {
        synchronized (lock) {
            leaving = true;
        }
    }

    /** Asks the process to end; returns false if there is none any more. */
    boolean kill() {
        ChildJvm process;
        synchronized (lock) {
            process = child;
            if (state == State.GONE || (process != null && !process.isAlive())) {
                return false;
            }
            asked = true;
        }
        if (process != null) {
            process.terminate();
        }
        return true;
    }

    /** Asks the process to end with the application, and kills it when its grace is over. */
    void close() {
        synchronized (lock) {
            closing = true;
        }
        if (kill()) {
            ending.after(CLOSE_GRACE, this::graceOver);
        }
    }

    /** Ends the process with the application, without asking. */
    void destroy() {
        synchronized (lock) {
            closing = true;
        }
        stop(GoneReason.KILLED);
    }

    /** Cuts off a process that broke the protocol. */
    void cut(String why) {
        log.error("{} broke the protocol and is cut off: {}", session, why);
        stop(GoneReason.INTEGRITY_FAILURE);
    }

    private void stop(GoneReason reason) {
        ChildJvm process;
        Lifeline connection;
        boolean never;
        synchronized (lock) {
            cutReason = cutReason == null ? reason : cutReason;
            process = child;
            connection = lifeline;
            never = process == null && connection == null && state != State.GONE;
            state = never ? State.GONE : state; // whoever forks it finds that it is too late
        }
        if (process != null) {
            process.kill(reason);
        }
        if (connection != null) {
            connection.close();
        }
        if (never) {
            tell(UtilityEnd.unwanted());
        }
    }

    private void exited(ChildJvm process, ProcessExit exit) {
        boolean connected;
        boolean obeyed;
        boolean expected;
        boolean byItself;
        synchronized (lock) {
            connected = state != State.LAUNCHING;
            obeyed = asked && exit.requested() && UtilityEnd.isObedient(exit.exitCode());
            expected = closing && exit.requested();
            byItself = leaving;
        }
        if (obeyed) {
            end(UtilityEnd.obeyed(exit));
            return;
        }
        GoneReason reason = exit.reason();
        if (!connected && !exit.requested()) {
            log.atLevel(exit.reason() == GoneReason.KILLED ? Level.WARN : Level.ERROR) // who kills it knows what for
                    .log(
                            "{} exited with {} before it had connected. {}",
                            session,
                            exit.exitCode(),
                            FatalErrors.lastWords(process));
            reason = GoneReason.LAUNCH_FAILED;
        } else if (byItself && exit.isOwnCode(process.crashReport().isPresent())) {
            reason = GoneReason.ABNORMAL_EXIT;
        }
        end(UtilityEnd.of(exit, reason, expected, FatalErrors.of(process, reason)));
    }

    private void lifelineEnded() {
        ChildJvm process;
        synchronized (lock) {
            process = child;
        }
        session.end();
        if (process != null) {
            ending.after(LIFELINE_GRACE, () -> outlived(process));
        }
    }

    private void outlived(ChildJvm process) {
        if (process.isAlive()) {
            log.warn("{} still runs {} ms after its connection ended: killing it", session, LIFELINE_GRACE.toMillis());
            process.kill(GoneReason.INTEGRITY_FAILURE);
        }
    }

    private void graceOver() {
        boolean late;
        synchronized (lock) {
            late = state != State.GONE;
        }
        if (late) {
            log.warn("{} did not end within {} ms of being asked: killing it", session, CLOSE_GRACE.toMillis());
            stop(GoneReason.KILLED);
        }
    }

    private void forkDeadline(Duration limit) {
        boolean wanted;
        synchronized (lock) {
            if (state != State.LAUNCHING || child != null || lifeline != null) {
                return;
            }
            wanted = !asked && cutReason == null;
            cutReason = cutReason == null ? GoneReason.LAUNCH_FAILED : cutReason;
            state = State.GONE; // and it is killed if it is forked all the same
        }
        log.error(
                "{} was not forked within {} ms. Does the file system answer, where its working directory and its class"
                        + " path are?",
                session,
                limit.toMillis());
        tell(wanted ? UtilityEnd.notStarted() : UtilityEnd.unwanted());
    }

    private void launchDeadline(ChildJvm process, Duration limit) {
        boolean late;
        synchronized (lock) {
            late = state == State.LAUNCHING;
        }
        if (late) {
            log.error(
                    "{} did not connect within {} ms; it {}. {}",
                    session,
                    limit.toMillis(),
                    process.isAlive() ? "is still running" : "has exited",
                    FatalErrors.lastWords(process));
            process.kill(GoneReason.LAUNCH_FAILED);
        }
    }

    private void end(UtilityEnd end) {
        synchronized (lock) {
            if (state == State.GONE) {
                return;
            }
            state = State.GONE;
        }
        tell(end);
    }

    private void tell(UtilityEnd end) {
        launching.end();
        ending.end();
        started.countDown();
        session.end();
        observer.ended(end);
    }
}
