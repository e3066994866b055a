package dev.covalent.main.window;

import dev.covalent.common.GoneReason;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.child.Deadlines;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches over one incarnation of a renderer, from its fork or attachment to its end, through the stages of its
 * {@link RendererState}.
 *
 * <p>The end of a forked renderer is the exit of its process, which tells why; its session ends already when the
 * lifeline does, and a process that outlives its lifeline is killed. The end of an attached one is that of its lifeline.
 * Whatever happens, the end is told exactly once.
 *
 * <p>A process that was kept for it, and is gone or does not make its first call, has never been it: another is forked,
 * and nobody is told.
 *
 * <p>Thread-safe: what is known is the state's, and no lock is held here.
 */
final class RendererSupervisor {
    /** How long a page may take to unload and its process to exit. */
    static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    /**
     * How often within its grace a page is asked whether its loop turns while it makes up its mind, which may take as long as
     * it likes.
     */
    private static final int PULSES_OF_GRACE = 5;

    /** How long after the question an answer may still be one to what was asked before it. */
    private static final Duration PULSE_BEFORE = Duration.ofMillis(500);

    /** How long one that was not let in may take to leave. */
    private static final Duration TURN_AWAY_GRACE = Duration.ofSeconds(2);

    private static final Duration LIFELINE_GRACE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(RendererSupervisor.class);

    /** Is told what becomes of renderers. */
    interface Observer {

        /** The renderer is gone; told once, on whatever thread noticed it. */
        void ended(RendererSession session, RendererExit exit);

        /** Its page does not answer, or does again; in the turn of main's loop. */
        void responsive(RendererSession session, boolean responsive);
    }

    private final RendererSession session;
    private final RendererState state = new RendererState();
    private final LongSupplier nanoTime;
    private final Deadlines deadlines;
    private final Heartbeat heartbeat;
    private final Observer observer;
    /** Completes when the renderer has introduced itself, or is gone. */
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /**
     * Makes a supervisor.
     *
     * @param unresponsiveAfter how long the renderer's loop may not turn
     */
    RendererSupervisor(
            RendererSession session, ScheduledExecutorService timer, Duration unresponsiveAfter, Observer observer) {
        this(session, timer, unresponsiveAfter, System::nanoTime, observer);
    }

    /**
     * Makes a supervisor with another clock.
     *
     * @param nanoTime tells when a renderer answers, as {@link System#nanoTime()} does
     */
    RendererSupervisor(
            RendererSession session,
            ScheduledExecutorService timer,
            Duration unresponsiveAfter,
            LongSupplier nanoTime,
            Observer observer) {
        this.session = session;
        this.nanoTime = nanoTime;
        this.deadlines = new Deadlines(timer);
        this.heartbeat = new Heartbeat(
                session, state, unresponsiveAfter, nanoTime, responsive -> observer.responsive(session, responsive));
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
        int trials = state.failedTrials();
        deadlines.after(limit, () -> forkDeadline(trials, limit));
    }

    /** Tells whether a process may be forked for it now; if the window was closed meanwhile, that is its end. */
    boolean forking() {
        if (state.mayBeForked()) {
            return true;
        }
        if (!state.isGone()) {
            log.info("{}: closed before it was forked", session);
            end(new RendererExit(state.cutReasonOr(GoneReason.CLEAN_EXIT), -1, false));
        }
        return false;
    }

    /** Takes the process that was forked for it; kills it at once if the window was closed meanwhile. */
    void forked(ChildJvm forked, Duration launchLimit) {
        session.processId(forked.pid());
        Optional<GoneReason> unwanted = state.forked(forked);
        CompletableFuture<Void> unused = forked.onExit().thenAccept(this::exited);
        unwanted.ifPresentOrElse(
                forked::kill, () -> deadlines.after(launchLimit, () -> launchDeadline(forked, launchLimit)));
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
        Optional<GoneReason> unwanted = state.handed(kept);
        CompletableFuture<Void> unused = kept.onExit().thenAccept(exit -> keptExited(exit, forkAnother));
        unwanted.ifPresentOrElse(
                kept::kill,
                () -> deadlines.after(
                        limit, () -> giveUp(kept, "it did not answer within " + limit.toMillis() + " ms")));
    }

    private void giveUp(ChildJvm kept, String why) {
        if (state.giveUp(kept)) {
            log.info("{}: the process that was kept for it is given up: {}", session, why);
            kept.kill();
        }
    }

    private void keptExited(ProcessExit exit, Runnable forkAnother) {
        if (state.trialFailed()) {
            log.info(
                    "{}: the process that was kept for it exited with {}; another is forked", session, exit.exitCode());
            forkAnother.run();
        } else {
            exited(exit);
        }
    }

    /** Is told by what the process proves itself that is forked for one that was given up. */
    void expect(SessionKey key) {
        state.expect(key);
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
        boolean awaited = state.connectedBy(opened, provedBy);
        opened.watch(this::answered, () -> lifelineEnded(opened));
        if (awaited) {
            deadlines.after(limit, () -> introductionDeadline(opened));
        } else {
            opened.close();
        }
    }

    /** Is told which process it is that was launched separately. */
    void attached(AttachedProcess process) {
        state.attached(process);
    }

    /**
     * Is told that the renderer has introduced itself.
     *
     * @param processId of the process that says so
     * @return false if it had before
     * @throws IllegalStateException if it was given up before, in which case it is about to be killed, or gone
     */
    boolean connected(long processId) {
        RendererState.Introduction introduction = state.introduced(processId);
        if (introduction == RendererState.Introduction.GIVEN_UP) {
            throw new IllegalStateException(session + " was given up");
        }
        started.complete(null);
        return introduction == RendererState.Introduction.FIRST;
    }

    /** Tells whether the renderer has introduced itself. */
    boolean hasConnected() {
        return state.hasIntroduced();
    }

    /** Is told that the page has loaded, or failed to. */
    void loaded() {
        state.loaded();
    }

    /** Returns what asks the renderer whether its loop turns. */
    Heartbeat heartbeat() {
        return heartbeat;
    }

    private void answered() {
        if (!heartbeat.answered()) {
            cut("it answers what nobody has asked");
        }
    }

    /** Is told that the renderer's JVM ends because its own program says so. */
    void exiting() {
        state.exiting();
    }

    /** Is told that the renderer leaves by itself; one that then stays is ended like one that was asked to. */
    void goodbye() {
        if (state.goodbye()) {
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
        if (!state.asked(attempt)) {
            return false;
        }
        session.post(new PageOrder.MayUnload(attempt));
        awaitAnswer(attempt, nanoTime.getAsLong(), 0);
        return true;
    }

    /** Is told that the page has answered. */
    void unloadAnswered() {
        state.answered();
    }

    /**
     * Asks once more whether its loop turns, also while main's loop is busy, which has it asked otherwise.
     *
     * @param silent how many looks ago it was heard last: their number tells the time, which goes on while main is stopped
     */
    private void awaitAnswer(long attempt, long lastHeard, int silent) {
        heartbeat.ask(nanoTime.getAsLong());
        deadlines.after(CLOSE_GRACE.dividedBy(PULSES_OF_GRACE), () -> lookForAnswer(attempt, lastHeard, silent + 1));
    }

    /** Its loop may just have answered to a pulse when it came to the question, and has not turned since. */
    private void lookForAnswer(long attempt, long lastHeard, int silent) {
        boolean open = state.awaitsAnswer(attempt);
        OptionalLong answered = heartbeat.answeredAt();
        if (open && answered.isPresent() && answered.getAsLong() - lastHeard > PULSE_BEFORE.toNanos()) {
            awaitAnswer(attempt, answered.getAsLong(), 0);
        } else if (open && silent < PULSES_OF_GRACE) {
            awaitAnswer(attempt, lastHeard, silent);
        } else if (open && state.leave()) {
            graceOver();
        }
    }

    /** Asks the page to unload and the process to end; kills it when its grace is over. */
    void close() {
        if (state.leave()) {
            deadlines.after(CLOSE_GRACE, this::graceOver);
            session.post(new PageOrder.Unload());
        }
    }

    /**
     * Takes note that another page follows; {@link #unload} has it begin.
     *
     * @return false if the window closes: the page, or main, has begun that
     */
    boolean leaveForAnother() {
        return state.leaveForAnother();
    }

    /** Has the page unload and the process end, after {@link #leaveForAnother}; there may be no page yet. */
    void unload() {
        if (hasConnected()) {
            deadlines.after(CLOSE_GRACE, this::graceOver);
            session.post(new PageOrder.Unload());
        } else {
            stopForAnother();
        }
    }

    /** Kills it because another page is to follow, unless it was killed for something else before. */
    private void stopForAnother() {
        state.meanEnd();
        stop(GoneReason.KILLED);
    }

    /** Ends what was never launched. */
    void drop() {
        state.leave();
        end(new RendererExit(GoneReason.CLEAN_EXIT, -1, true));
    }

    /** Ends the renderer without asking. */
    void destroy() {
        state.leave();
        stop(GoneReason.KILLED);
    }

    /** Kills the process as if it had crashed. */
    void crash() {
        stop(GoneReason.KILLED);
        killAttached();
    }

    /** Is told that it is not let in: it is to leave by itself, like one that says goodbye, and has less time for it. */
    void turnedAway() {
        session.end(); // nothing that it sends meanwhile is taken
        goodbye();
        deadlines.after(TURN_AWAY_GRACE, this::stays);
    }

    private void stays() {
        log.info("{} was turned away and did not leave: its connection is cut", session);
        stop(GoneReason.KILLED);
    }

    /** Cuts off a renderer that broke the protocol. */
    void cut(String why) {
        log.error("{} broke the protocol and is cut off: {}", session, why);
        stop(GoneReason.INTEGRITY_FAILURE);
    }

    /** Nothing else ends a process that was launched separately and is stopped, or does not come to its loop. */
    private void killAttached() {
        state.attached().ifPresent(AttachedProcess::kill);
    }

    private void stop(GoneReason reason) {
        RendererState.Stop stop = state.stop(reason);
        if (stop.child() != null) {
            stop.child().kill(reason);
        } else if (stop.lifeline() != null) {
            stop.lifeline().close();
        } else if (!stop.introduced()) {
            end(new RendererExit(stop.reason(), -1, false)); // whoever forks it, or connects, finds that it is too late
        }
    }

    private void exited(ProcessExit exit) {
        GoneReason reason = exit.reason();
        if (state.isLaunching() && !exit.requested()) {
            log.atLevel(exit.reason() == GoneReason.KILLED ? Level.WARN : Level.ERROR) // who kills it knows what for
                    .log(
                            "{} exited with {} before it had connected. It printed last:\n  {}",
                            session,
                            exit.exitCode(),
                            String.join("\n  ", state.lastLines()));
            reason = GoneReason.LAUNCH_FAILED;
        } else if (state.isExiting() && exit.isOwnCode(state.hasCrashReport())) {
            reason = GoneReason.ABNORMAL_EXIT;
        }
        end(new RendererExit(reason, exit.exitCode(), false, state.lastLines()));
    }

    private void lifelineEnded(Lifeline which) {
        switch (state.disconnected(which)) {
            case FORMER -> log.debug("{}: the connection of a process that was given up has ended", session);
            case STARTING -> log.debug("{}: its connection has ended before its first call", session);
            case SEPARATE -> end(new RendererExit(state.reasonOfSilence(), -1, false));
            case ON_TRIAL -> state.child().ifPresent(kept -> giveUp(kept, "its connection ended"));
            case FORKED -> {
                session.end();
                deadlines.after(LIFELINE_GRACE, () -> state.child().ifPresent(this::outlived));
            }
        }
    }

    private void outlived(ChildJvm process) {
        if (process.isAlive()) {
            log.warn("{} still runs {} ms after its connection ended: killing it", session, LIFELINE_GRACE.toMillis());
            stop(GoneReason.KILLED);
        }
    }

    private void graceOver() {
        if (!state.isGone()) {
            log.warn("{} did not close within {} ms: killing it", session, CLOSE_GRACE.toMillis());
            heartbeat.giveUp();
            stopForAnother();
            killAttached();
        }
    }

    private void introductionDeadline(Lifeline which) {
        if (state.awaitsIntroduction(which)) {
            log.warn("{} attached, but did not introduce itself in time: it is let go", session);
            stop(GoneReason.LAUNCH_FAILED);
        }
    }

    private void forkDeadline(int trials, Duration limit) {
        if (!state.forkLate(trials)) {
            return;
        }
        String why = "It was not forked within " + limit.toMillis()
                + " ms. Does the file system answer, where its output and its class path are?";
        log.error("{}: {}", session, why);
        launchFailed(why);
    }

    private void launchDeadline(ChildJvm process, Duration limit) {
        if (state.isLaunching()) {
            log.error(
                    "{} did not connect within {} ms; it {}. It printed last:\n  {}",
                    session,
                    limit.toMillis(),
                    process.isAlive() ? "is still running" : "has exited",
                    String.join("\n  ", state.lastLines()));
            process.kill(GoneReason.LAUNCH_FAILED);
        }
    }

    private void end(RendererExit exit) {
        if (!state.gone(exit.exitCode())) {
            return;
        }
        started.complete(null);
        deadlines.end();
        session.end();
        RendererExit told = new RendererExit(exit.reason(), exit.exitCode(), state.isOrderly(), exit.lastOutput());
        if (state.isUnexpected() && !session.isOperator()) {
            log.warn("{}: gone, {}", session, told.explained());
        } else {
            log.info("{}: gone, {}", session, told.described());
        }
        observer.ended(session, told);
    }
}
