package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.GoneReason;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over one incarnation of a renderer, from its fork or attachment to its end.
 *
 * <pre>
 *   LAUNCHING ── connected ──▶ RUNNING ── close, goodbye ──▶ LEAVING ──▶ GONE
 *       └───────── exit, deadline, crash, cut: from every state ──────────▶
 * </pre>
 *
 * <p>The end of a forked renderer is the exit of its process, which tells why; its session ends already when the
 * lifeline does, and a process that outlives its lifeline is killed. The end of an attached one is that of its lifeline.
 * Whatever happens, the end is told exactly once.
 *
 * <p>Thread-safe: nothing is called while the lock is held.
 */
final class RendererSupervisor {
    /** How long a page may take to unload and its process to exit. */
    static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    private static final Duration LIFELINE_GRACE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(RendererSupervisor.class);

    private enum State {
        LAUNCHING,
        RUNNING,
        LEAVING,
        GONE
    }

    private final RendererSession session;
    private final ScheduledExecutorService timer;
    private final Consumer<RendererExit> ended;
    private final Object lock = new Object();

    @GuardedBy("lock") private State state = State.LAUNCHING;

    @GuardedBy("lock") private @Nullable ChildJvm child;

    @GuardedBy("lock") private @Nullable Lifeline lifeline;

    @GuardedBy("lock") private @Nullable GoneReason cutReason;

    @GuardedBy("lock") private boolean introduced;

    /**
     * Makes a supervisor.
     *
     * @param ended is told the end once, on whatever thread noticed it
     */
    RendererSupervisor(RendererSession session, ScheduledExecutorService timer, Consumer<RendererExit> ended) {
        this.session = session;
        this.timer = timer;
        this.ended = ended;
    }

    RendererSession session() {
        return session;
    }

    /** Tells whether a process may be forked for it now; if the window was closed meanwhile, that is its end. */
    boolean forking() {
        GoneReason reason;
        synchronized (lock) {
            if (state == State.LAUNCHING && cutReason == null) {
                return true;
            }
            reason = cutReason;
        }
        log.info("{}: closed before it was forked", session);
        end(new RendererExit(reason == null ? GoneReason.CLEAN_EXIT : reason, -1, false));
        return false;
    }

    /** Takes the process that was forked for it; kills it at once if the window was closed meanwhile. */
    void forked(ChildJvm forked, Duration launchLimit) {
        session.processId(forked.pid());
        boolean tooLate;
        GoneReason reason;
        synchronized (lock) {
            child = forked;
            tooLate = state == State.LEAVING || state == State.GONE || cutReason != null;
            reason = cutReason;
        }
        CompletableFuture<Void> unused = forked.onExit().thenAccept(this::exited);
        if (tooLate) {
            forked.kill(reason == null ? GoneReason.KILLED : reason);
        } else {
            after(launchLimit, () -> launchDeadline(forked, launchLimit));
        }
    }

    /** Is told that a process left before it was attached. */
    void launchFailed() {
        end(new RendererExit(GoneReason.LAUNCH_FAILED, -1, false));
    }

    /**
     * Is told that the process could not even be forked.
     *
     * @param why for whoever opened the window
     */
    void launchFailed(String why) {
        end(new RendererExit(GoneReason.LAUNCH_FAILED, -1, false, List.of(why)));
    }

    /**
     * Takes the lifeline, before the renderer's first call.
     *
     * @param limit how long it may take until that call
     */
    void connectedBy(Lifeline opened, Duration limit) {
        boolean tooLate;
        synchronized (lock) {
            tooLate = state == State.GONE || cutReason != null;
            lifeline = opened;
        }
        opened.watch(this::lifelineEnded);
        if (tooLate) {
            opened.close();
        } else {
            after(limit, this::introductionDeadline);
        }
    }

    /**
     * Is told that the renderer has introduced itself.
     *
     * @return false if it had before
     */
    boolean connected() {
        synchronized (lock) {
            if (introduced) {
                return false;
            }
            introduced = true;
            if (state == State.LAUNCHING) {
                state = State.RUNNING;
            }
            return true;
        }
    }

    /** Tells whether the renderer has introduced itself. */
    boolean hasConnected() {
        synchronized (lock) {
            return introduced;
        }
    }

    /** Is told that the renderer leaves by itself; one that then stays is ended like one that was asked to. */
    void goodbye() {
        if (leave()) {
            after(CLOSE_GRACE, this::graceOver);
        }
    }

    /** Asks the page to unload and the process to end; kills it when its grace is over. */
    void close() {
        if (leave()) {
            after(CLOSE_GRACE, this::graceOver);
            session.post(new Downstream.Unload());
        }
    }

    /** Ends the renderer without asking. */
    void destroy() {
        leave();
        stop(GoneReason.KILLED);
    }

    /** Kills the process as if it had crashed. */
    void crash() {
        stop(GoneReason.KILLED);
    }

    /** Cuts off a renderer that broke the protocol. */
    void cut(String why) {
        log.error("{} broke the protocol and is cut off: {}", session, why);
        stop(GoneReason.INTEGRITY_FAILURE);
    }

    private boolean leave() {
        synchronized (lock) {
            if (state == State.LEAVING || state == State.GONE) {
                return false;
            }
            state = State.LEAVING;
            return true;
        }
    }

    private void stop(GoneReason reason) {
        ChildJvm process;
        Lifeline connection;
        synchronized (lock) {
            cutReason = cutReason == null ? reason : cutReason;
            process = child;
            connection = lifeline;
        }
        if (process != null) {
            process.kill(reason);
        } else if (connection != null) {
            connection.close();
        }
    }

    private void exited(ProcessExit exit) {
        boolean connected;
        synchronized (lock) {
            connected = state != State.LAUNCHING;
        }
        if (!connected && !exit.requested()) {
            log.error(
                    "{} exited with {} before it had connected. It printed last:\n  {}",
                    session,
                    exit.exitCode(),
                    String.join("\n  ", lastLines()));
        }
        GoneReason reason = connected || exit.requested() ? exit.reason() : GoneReason.LAUNCH_FAILED;
        end(new RendererExit(reason, exit.exitCode(), false, lastLines()));
    }

    private void lifelineEnded() {
        ChildJvm process;
        GoneReason cut;
        boolean orderly;
        synchronized (lock) {
            process = child;
            cut = cutReason;
            orderly = state == State.LEAVING;
        }
        if (process == null) {
            GoneReason silent = orderly ? GoneReason.CLEAN_EXIT : GoneReason.ABNORMAL_EXIT;
            end(new RendererExit(cut == null ? silent : cut, -1, false));
            return;
        }
        session.end();
        after(LIFELINE_GRACE, () -> outlived(process));
    }

    private void outlived(ChildJvm process) {
        if (process.isAlive()) {
            log.warn("{} still runs {} ms after its connection ended: killing it", session, LIFELINE_GRACE.toMillis());
            process.kill();
        }
    }

    private void graceOver() {
        boolean late;
        synchronized (lock) {
            late = state != State.GONE;
        }
        if (late) {
            log.warn("{} did not close within {} ms: killing it", session, CLOSE_GRACE.toMillis());
            stop(GoneReason.KILLED);
        }
    }

    private void introductionDeadline() {
        boolean late;
        synchronized (lock) {
            late = state == State.LAUNCHING;
        }
        if (late) {
            log.warn("{} attached, but did not introduce itself in time: it is let go", session);
            stop(GoneReason.LAUNCH_FAILED);
        }
    }

    private void launchDeadline(ChildJvm process, Duration limit) {
        boolean late;
        synchronized (lock) {
            late = state == State.LAUNCHING;
        }
        if (late) {
            log.error(
                    "{} did not connect within {} ms; it {}. It printed last:\n  {}",
                    session,
                    limit.toMillis(),
                    process.isAlive() ? "is still running" : "has exited",
                    String.join("\n  ", lastLines()));
            process.kill(GoneReason.LAUNCH_FAILED);
        }
    }

    private List<String> lastLines() {
        ChildJvm process;
        synchronized (lock) {
            process = child;
        }
        return process == null ? List.of() : process.lastLines();
    }

    private void end(RendererExit exit) {
        boolean orderly;
        synchronized (lock) {
            if (state == State.GONE) {
                return;
            }
            orderly = state == State.LEAVING;
            state = State.GONE;
        }
        session.end();
        ended.accept(new RendererExit(exit.reason(), exit.exitCode(), orderly, exit.lastOutput()));
    }

    private void after(Duration delay, Runnable action) {
        try {
            ScheduledFuture<?> unused = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("{}: main is closing; no timer", session);
        }
    }
}
