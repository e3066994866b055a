package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.GoneReason;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.child.Deadlines;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches over one incarnation of a renderer, from its fork or attachment to its end.
 *
 * <pre>
 *   LAUNCHING ── connected ──▶ LOADING ── loaded, or not ──▶ READY
 *       │                         └──────────────┬──────────────┘
 *       │                        close, goodbye, another page
 *       │                                        ▼
 *       │                                     LEAVING ──▶ GONE
 *       └── exit, deadline, crash, cut: from every state ──▶
 * </pre>
 *
 * <p>The end of a forked renderer is the exit of its process, which tells why; its session ends already when the
 * lifeline does, and a process that outlives its lifeline is killed. The end of an attached one is that of its lifeline.
 * Whatever happens, the end is told exactly once.
 *
 * <p>A process that was kept for it, and is gone or does not make its first call, has never been it: another is forked,
 * and nobody is told.
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
        LOADING,
        READY,
        LEAVING,
        GONE
    }

    /** Is told what becomes of renderers. */
    interface Observer {

        /** The renderer is gone; told once, on whatever thread noticed it. */
        void ended(RendererSession session, RendererExit exit);

        /** Its page does not answer, or does again; in the turn of main's loop. */
        void responsive(RendererSession session, boolean responsive);
    }

    private final RendererSession session;
    private final Deadlines deadlines;
    private final Pulse pulse;
    private final Observer observer;
    /** Completes when the renderer has introduced itself, or is gone. */
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private final Object lock = new Object();

    @GuardedBy("lock") private State state = State.LAUNCHING;

    @GuardedBy("lock") private @Nullable ChildJvm child;

    @GuardedBy("lock") private @Nullable AttachedProcess attached;

    @GuardedBy("lock") private @Nullable Lifeline lifeline;

    /** Whether its process was kept for it, and has yet to make its first call. */
    @GuardedBy("lock") private boolean onTrial;

    /** Whether that process was given up, and another is not yet forked: nobody may connect. */
    @GuardedBy("lock") private boolean givenUp;

    /** How many processes were given up before that which starts; deadlines of those do not count for it. */
    @GuardedBy("lock") private int failedTrials;

    /** What the process proves itself by that is forked after one was given up; null if none was. */
    @GuardedBy("lock") private @Nullable SessionKey expected;

    @GuardedBy("lock") private @Nullable GoneReason cutReason;

    @GuardedBy("lock") private boolean introduced;

    @GuardedBy("lock") private boolean orderly;

    /** Whether it leaves only because another page follows, so that an end which nobody meant is still a crash. */
    @GuardedBy("lock") private boolean forAnother;

    /** Whether it has said that it leaves, or was ended because it did not. */
    @GuardedBy("lock") private boolean endMeant;

    /** Whether its JVM has said that its own program ends it. */
    @GuardedBy("lock") private boolean exiting;

    /** The attempt to close for which the page was asked and has not answered; 0 if there is none. */
    @GuardedBy("lock") private long asked;

    /**
     * Makes a supervisor.
     *
     * @param unresponsiveAfter how long the renderer's loop may not turn
     */
    RendererSupervisor(
            RendererSession session, ScheduledExecutorService timer, Duration unresponsiveAfter, Observer observer) {
        this.session = session;
        this.deadlines = new Deadlines(timer);
        this.pulse = new Pulse(TimeUnit.NANOSECONDS.convert(unresponsiveAfter));
        this.observer = observer;
    }

    RendererSession session() {
        return session;
    }

    /**
     * Is told that it is to be forked, by a thread that others may keep waiting, or the file system.
     *
     * @param limit how long it may take until there is a process
     */
    void launching(Duration limit) {
        int trials;
        synchronized (lock) {
            trials = failedTrials;
        }
        deadlines.after(limit, () -> forkDeadline(trials, limit));
    }

    /** Tells whether a process may be forked for it now; if the window was closed meanwhile, that is its end. */
    boolean forking() {
        GoneReason reason;
        synchronized (lock) {
            if (state == State.GONE || (state == State.LAUNCHING && cutReason == null)) {
                return state != State.GONE;
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
            givenUp = false;
            tooLate = state == State.LEAVING || state == State.GONE || cutReason != null;
            reason = cutReason;
        }
        CompletableFuture<Void> unused = forked.onExit().thenAccept(this::exited);
        if (tooLate) {
            forked.kill(reason == null ? GoneReason.KILLED : reason);
        } else {
            deadlines.after(launchLimit, () -> launchDeadline(forked, launchLimit));
        }
    }

    /**
     * Takes a process that was kept for it and gets its page now. If it does not make its first call in time, it is killed;
     * once it is gone without one, another is forked.
     *
     * @param limit how long it may take until that call
     * @param forkAnother is told that it is gone, unless the window was closed meanwhile
     */
    void handed(ChildJvm kept, Duration limit, Runnable forkAnother) {
        session.processId(kept.pid());
        boolean tooLate;
        GoneReason reason;
        synchronized (lock) {
            child = kept;
            onTrial = true;
            tooLate = state == State.LEAVING || state == State.GONE || cutReason != null;
            reason = cutReason;
        }
        CompletableFuture<Void> unused = kept.onExit().thenAccept(exit -> keptExited(exit, forkAnother));
        if (tooLate) {
            kept.kill(reason == null ? GoneReason.KILLED : reason);
        } else {
            deadlines.after(limit, () -> giveUp(kept, "it did not answer within " + limit.toMillis() + " ms"));
        }
    }

    private void giveUp(ChildJvm kept, String why) {
        synchronized (lock) {
            if (!onTrial || child != kept || state != State.LAUNCHING || cutReason != null) {
                return;
            }
            givenUp = true;
        }
        log.info("{}: the process that was kept for it is given up: {}", session, why);
        kept.kill();
    }

    private void keptExited(ProcessExit exit, Runnable forkAnother) {
        boolean another;
        synchronized (lock) {
            another = onTrial && state == State.LAUNCHING && cutReason == null;
            if (another) {
                onTrial = false;
                givenUp = true;
                failedTrials++;
                child = null;
                lifeline = null;
            }
        }
        if (another) {
            log.info(
                    "{}: the process that was kept for it exited with {}; another is forked", session, exit.exitCode());
            forkAnother.run();
        } else {
            exited(exit);
        }
    }

    /** Is told by what the process proves itself that is forked for one that was given up. */
    void expect(SessionKey key) {
        synchronized (lock) {
            expected = key;
        }
    }

    /** Waits until the renderer has introduced itself, or is gone, or the limit is over. */
    void awaitStarted(Duration limit) {
        try {
            started.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            log.debug("{} takes its time to start", session);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes the start exceptionally", impossible);
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
     * @param provedBy what its process has proved itself by
     * @param limit how long it may take until that call
     */
    void connectedBy(Lifeline opened, SessionKey provedBy, Duration limit) {
        boolean tooLate;
        synchronized (lock) {
            boolean ofFormer = givenUp || (expected != null && !expected.equals(provedBy));
            tooLate = state == State.GONE || cutReason != null || ofFormer;
            lifeline = ofFormer ? lifeline : opened;
        }
        opened.watch(this::answered, () -> lifelineEnded(opened));
        if (tooLate) {
            opened.close();
        } else {
            deadlines.after(limit, () -> introductionDeadline(opened));
        }
    }

    /** Is told which process it is that was launched separately. */
    void attached(AttachedProcess process) {
        synchronized (lock) {
            attached = process;
        }
    }

    /**
     * Is told that the renderer has introduced itself.
     *
     * @param processId of the process that says so
     * @return false if it had before
     * @throws IllegalStateException if it was given up before, in which case it is about to be killed, or gone
     */
    boolean connected(long processId) {
        synchronized (lock) {
            if (givenUp || (expected != null && child != null && child.pid() != processId)) {
                throw new IllegalStateException(session + " was given up");
            }
            onTrial = false;
            if (introduced) {
                return false;
            }
            introduced = true;
            if (state == State.LAUNCHING) {
                state = State.LOADING;
            }
        }
        started.complete(null);
        return true;
    }

    /** Tells whether the renderer has introduced itself. */
    boolean hasConnected() {
        synchronized (lock) {
            return introduced;
        }
    }

    /** Is told that the page has loaded, or failed to. */
    void loaded() {
        synchronized (lock) {
            if (state == State.LOADING) {
                state = State.READY;
            }
        }
    }

    /** Asks the renderer whether its loop turns, unless it has not answered yet. */
    void askPulse(long now) {
        Lifeline line;
        synchronized (lock) {
            line = state == State.LOADING || state == State.READY ? lifeline : null;
        }
        if (line != null && pulse.ask(now)) {
            line.beat();
        }
    }

    /**
     * Tells if the renderer has not answered for too long; in the turn.
     *
     * @param missed for how much of that time main could not see an answer
     */
    void checkPulse(long now, long missed) {
        if (pulse.becameLate(now, missed)) {
            log.warn("{}: its page does not answer", session);
            observer.responsive(session, false);
        }
    }

    private void answered() {
        if (!pulse.answer()) {
            cut("it answers what nobody has asked");
            return;
        }
        session.loop().execute(() -> {
            if (pulse.recovered()) {
                log.info("{}: its page answers again", session);
                observer.responsive(session, true);
            }
        });
    }

    /** Is told that the renderer's JVM ends because its own program says so. */
    void exiting() {
        synchronized (lock) {
            exiting = true;
        }
    }

    /** Is told that the renderer leaves by itself; one that then stays is ended like one that was asked to. */
    void goodbye() {
        synchronized (lock) {
            endMeant = true;
        }
        if (leave()) {
            deadlines.after(CLOSE_GRACE, this::graceOver);
        }
    }

    /**
     * Asks the page whether it may unload. It may take as long as it likes, as for a dialogue with its user, while its loop
     * turns; one that does not is killed when its grace is over.
     *
     * @return false if there is no page to ask: it has not connected, or leaves already
     */
    boolean askUnload(long attempt) {
        synchronized (lock) {
            if (state != State.LOADING && state != State.READY) {
                return false;
            }
            asked = attempt;
        }
        session.post(new Downstream.MayUnload(attempt));
        awaitAnswer(attempt);
        return true;
    }

    /** Is told that the page has answered. */
    void unloadAnswered() {
        synchronized (lock) {
            asked = 0;
        }
    }

    private void awaitAnswer(long attempt) {
        long answers = pulse.answers();
        askPulse(System.nanoTime());
        deadlines.after(CLOSE_GRACE, () -> lookForAnswer(attempt, answers));
    }

    private void lookForAnswer(long attempt, long answers) {
        boolean open;
        synchronized (lock) {
            open = asked == attempt && (state == State.LOADING || state == State.READY);
        }
        if (open && pulse.answers() != answers) {
            awaitAnswer(attempt);
        } else if (open && leave()) {
            graceOver();
        }
    }

    /** Asks the page to unload and the process to end; kills it when its grace is over. */
    void close() {
        if (leave()) {
            deadlines.after(CLOSE_GRACE, this::graceOver);
            session.post(new Downstream.Unload());
        }
    }

    /**
     * Takes note that another page follows; {@link #unload} has it begin.
     *
     * @return false if the window closes: the page, or main, has begun that
     */
    boolean leaveForAnother() {
        synchronized (lock) {
            if (state == State.GONE) {
                return !orderly;
            }
            if (state == State.LEAVING) {
                return false;
            }
            state = State.LEAVING;
            forAnother = true;
            return true;
        }
    }

    /** Has the page unload and the process end, after {@link #leaveForAnother}; there may be no page yet. */
    void unload() {
        if (hasConnected()) {
            deadlines.after(CLOSE_GRACE, this::graceOver);
            session.post(new Downstream.Unload());
        } else {
            stopForAnother();
        }
    }

    /** Kills it because another page is to follow, unless it was killed for something else before. */
    private void stopForAnother() {
        synchronized (lock) {
            endMeant |= cutReason == null;
        }
        stop(GoneReason.KILLED);
    }

    /** Ends what was never launched. */
    void drop() {
        leave();
        end(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
    }

    /** Ends the renderer without asking. */
    void destroy() {
        leave();
        stop(GoneReason.KILLED);
    }

    /** Kills the process as if it had crashed. */
    void crash() {
        stop(GoneReason.KILLED);
        killAttached();
    }

    /** Ends a renderer that was not let in and has not left by itself. */
    void stays() {
        log.info("{} was turned away and did not leave: its connection is cut", session);
        stop(GoneReason.KILLED);
    }

    /** Cuts off a renderer that broke the protocol. */
    void cut(String why) {
        log.error("{} broke the protocol and is cut off: {}", session, why);
        stop(GoneReason.INTEGRITY_FAILURE);
    }

    private boolean leave() {
        synchronized (lock) {
            forAnother = false; // it is the window that is to close
            if (state == State.LEAVING || state == State.GONE) {
                return false;
            }
            state = State.LEAVING;
            return true;
        }
    }

    /** Nothing else ends a process that was launched separately and is stopped, or does not come to its loop. */
    private void killAttached() {
        AttachedProcess separate;
        synchronized (lock) {
            separate = attached;
        }
        if (separate != null) {
            separate.kill();
        }
    }

    private void stop(GoneReason reason) {
        ChildJvm process;
        Lifeline connection;
        GoneReason first;
        boolean begun;
        synchronized (lock) {
            begun = introduced;
            first = cutReason == null ? reason : cutReason;
            cutReason = first;
            process = child;
            connection = lifeline;
        }
        if (process != null) {
            process.kill(reason);
        } else if (connection != null) {
            connection.close();
        } else if (!begun) {
            end(new RendererExit(first, -1, false)); // whoever forks it, or connects, finds that it is too late
        }
    }

    private void exited(ProcessExit exit) {
        boolean connected;
        boolean own;
        ChildJvm process;
        synchronized (lock) {
            connected = state != State.LAUNCHING;
            own = exiting;
            process = child;
        }
        GoneReason reason = exit.reason();
        if (!connected && !exit.requested()) {
            log.atLevel(exit.reason() == GoneReason.KILLED ? Level.WARN : Level.ERROR) // who kills it knows what for
                    .log(
                            "{} exited with {} before it had connected. It printed last:\n  {}",
                            session,
                            exit.exitCode(),
                            String.join("\n  ", lastLines()));
            reason = GoneReason.LAUNCH_FAILED;
        } else if (own
                && exit.isOwnCode(process != null && process.crashReport().isPresent())) {
            reason = GoneReason.ABNORMAL_EXIT;
        }
        end(new RendererExit(reason, exit.exitCode(), false, lastLines()));
    }

    private void lifelineEnded(Lifeline which) {
        ChildJvm process;
        GoneReason cut;
        boolean leaving;
        boolean trial;
        synchronized (lock) {
            if (lifeline != which) {
                return; // of a process that was given up
            }
            process = child;
            trial = onTrial && process != null && state == State.LAUNCHING && cutReason == null;
            cut = cutReason;
            leaving = state == State.LEAVING;
        }
        if (process == null) {
            GoneReason silent = leaving ? GoneReason.CLEAN_EXIT : GoneReason.ABNORMAL_EXIT;
            end(new RendererExit(cut == null ? silent : cut, -1, false));
            return;
        }
        if (trial) {
            giveUp(process, "its connection ended");
            return;
        }
        session.end();
        deadlines.after(LIFELINE_GRACE, () -> outlived(process));
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
            session.loop().execute(() -> {
                if (pulse.giveUp()) {
                    observer.responsive(session, false);
                }
            });
            stopForAnother();
            killAttached();
        }
    }

    private void introductionDeadline(Lifeline which) {
        boolean late;
        synchronized (lock) {
            late = state == State.LAUNCHING && lifeline == which && !givenUp;
        }
        if (late) {
            log.warn("{} attached, but did not introduce itself in time: it is let go", session);
            stop(GoneReason.LAUNCH_FAILED);
        }
    }

    private void forkDeadline(int trials, Duration limit) {
        synchronized (lock) {
            boolean waits = state == State.LAUNCHING && child == null && lifeline == null && cutReason == null;
            if (!waits || trials != failedTrials) {
                return;
            }
            cutReason = GoneReason.LAUNCH_FAILED; // it is killed if it is forked all the same
        }
        String why = "It was not forked within " + limit.toMillis()
                + " ms. Does the file system answer, where its output and its class path are?";
        log.error("{}: {}", session, why);
        launchFailed(why);
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
        boolean asAgreed;
        synchronized (lock) {
            if (state == State.GONE) {
                return;
            }
            asAgreed = state == State.LEAVING && (!forAnother || endMeant || exit.exitCode() == 0);
            orderly = asAgreed;
            state = State.GONE;
        }
        started.complete(null);
        deadlines.end();
        session.end();
        observer.ended(session, new RendererExit(exit.reason(), exit.exitCode(), asAgreed, exit.lastOutput()));
    }
}
