package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.GoneReason;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one incarnation of a renderer is on its way, and what it consists of.
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
 * <p>Each method is one step, taken whole or not at all; what follows from it is {@link RendererSupervisor}'s.
 *
 * <p>Thread-safe: calls nobody while its lock is held.
 */
final class RendererState {

    private enum Stage {
        LAUNCHING,
        LOADING,
        READY,
        LEAVING,
        GONE
    }

    /** What a renderer that introduces itself is. */
    enum Introduction {
        /** It has not done so before. */
        FIRST,
        /** It has done so before. */
        AGAIN,
        /** It was given up before, and is about to be killed, or gone. */
        GIVEN_UP
    }

    /** What a connection leads to. */
    enum Connected {
        /** A process that was given up. */
        FORMER,
        /** A process that was kept for it, and has yet to make its first call. */
        ON_TRIAL,
        /** The process that was forked for it, and has yet to make its first call: it may dial again. */
        STARTING,
        /** The process that was forked for it. */
        FORKED,
        /** A process that was not forked here. */
        SEPARATE
    }

    /**
     * What there is to end a renderer by.
     *
     * @param reason why it ended, which is what it was stopped for first
     * @param child its process, if it was forked
     * @param lifeline its connection, if there is one
     * @param introduced whether it has introduced itself
     */
    record Stop(
            GoneReason reason,
            @Nullable ChildJvm child,
            @Nullable Lifeline lifeline,
            boolean introduced) {}

    @GuardedBy("this") private Stage stage = Stage.LAUNCHING;

    @GuardedBy("this") private @Nullable ChildJvm child;

    @GuardedBy("this") private @Nullable AttachedProcess attached;

    @GuardedBy("this") private @Nullable Lifeline lifeline;

    /** Whether its process was kept for it, and has yet to make its first call. */
    @GuardedBy("this") private boolean onTrial;

    /** Whether that process was given up, and another is not yet forked: nobody may connect. */
    @GuardedBy("this") private boolean givenUp;

    /** How many processes were given up before that which starts; deadlines of those do not count for it. */
    @GuardedBy("this") private int failedTrials;

    /** What the process proves itself by that is forked after one was given up; null if none was. */
    @GuardedBy("this") private @Nullable SessionKey expected;

    @GuardedBy("this") private @Nullable GoneReason cutReason;

    @GuardedBy("this") private boolean introduced;

    @GuardedBy("this") private boolean orderly;

    @GuardedBy("this") private boolean unexpected;

    /** Whether it leaves only because another page follows, so that an end which nobody meant is still a crash. */
    @GuardedBy("this") private boolean forAnother;

    /** Whether it has said that it leaves, or was ended because it did not. */
    @GuardedBy("this") private boolean endMeant;

    /** Whether its JVM has said that its own program ends it. */
    @GuardedBy("this") private boolean exiting;

    /** The attempt to close for which the page was asked and has not answered; 0 if there is none. */
    @GuardedBy("this") private long asked;

    /** Tells whether a process may be forked for it. */
    synchronized boolean mayBeForked() {
        return stage == Stage.LAUNCHING && cutReason == null;
    }

    /** Takes its process; returns what it is to be killed for, if it was closed or stopped meanwhile. */
    synchronized Optional<GoneReason> forked(ChildJvm process) {
        child = process;
        givenUp = false;
        return unwanted();
    }

    /** Takes a process that was kept for it, as {@link #forked} takes a new one. */
    synchronized Optional<GoneReason> handed(ChildJvm process) {
        child = process;
        onTrial = true;
        return unwanted();
    }

    @GuardedBy("this") private Optional<GoneReason> unwanted() {
        boolean late = stage == Stage.LEAVING || stage == Stage.GONE || cutReason != null;
        return late ? Optional.of(cutReason == null ? GoneReason.KILLED : cutReason) : Optional.empty();
    }

    /** Gives up the process that was kept for it; false if that is no longer, or never was, on trial. */
    synchronized boolean giveUp(ChildJvm kept) {
        boolean possible = isOnTrial() && child == kept;
        givenUp |= possible;
        return possible;
    }

    /** Tells whether it starts in a process that was kept for it and has yet to make its first call. */
    synchronized boolean isOnTrial() {
        return onTrial && child != null && mayBeForked();
    }

    /** Takes note that the process which was kept for it is gone; tells whether another is to be forked. */
    synchronized boolean trialFailed() {
        if (!isOnTrial()) {
            return false;
        }
        onTrial = false;
        givenUp = true;
        failedTrials++;
        child = null;
        lifeline = null;
        return true;
    }

    synchronized int failedTrials() {
        return failedTrials;
    }

    /** Takes note of what the process proves itself by that is forked for one that was given up. */
    synchronized void expect(SessionKey key) {
        expected = key;
    }

    /** Takes note that it was not forked in time; false if it was, or has ended otherwise. */
    synchronized boolean forkLate(int trials) {
        if (!mayBeForked() || child != null || lifeline != null || trials != failedTrials) {
            return false;
        }
        cutReason = GoneReason.LAUNCH_FAILED; // it is killed if it is forked all the same
        return true;
    }

    /** Takes its lifeline; false if nobody waits for the process at its other end. */
    synchronized boolean connectedBy(Lifeline opened, SessionKey provedBy) {
        boolean ofFormer = givenUp || (expected != null && !expected.equals(provedBy));
        if (!ofFormer) {
            lifeline = opened;
        }
        return !ofFormer && stage != Stage.GONE && cutReason == null;
    }

    /** Takes note that a lifeline has ended; tells whose it was. */
    synchronized Connected disconnected(Lifeline which) {
        if (lifeline != which) {
            return Connected.FORMER;
        }
        if (child == null) {
            return Connected.SEPARATE;
        }
        if (!mayBeForked()) {
            return Connected.FORKED;
        }
        lifeline = onTrial ? which : null;
        return onTrial ? Connected.ON_TRIAL : Connected.STARTING;
    }

    /** Tells whether it is connected by that lifeline, and has yet to introduce itself. */
    synchronized boolean awaitsIntroduction(Lifeline which) {
        return stage == Stage.LAUNCHING && lifeline == which && !givenUp;
    }

    synchronized void attached(AttachedProcess process) {
        attached = process;
    }

    synchronized Optional<AttachedProcess> attached() {
        return Optional.ofNullable(attached);
    }

    /** Takes note that the process of that id has introduced itself. */
    synchronized Introduction introduced(long processId) {
        if (givenUp || (expected != null && child != null && child.pid() != processId)) {
            return Introduction.GIVEN_UP;
        }
        onTrial = false;
        if (introduced) {
            return Introduction.AGAIN;
        }
        introduced = true;
        if (stage == Stage.LAUNCHING) {
            stage = Stage.LOADING;
        }
        return Introduction.FIRST;
    }

    synchronized boolean hasIntroduced() {
        return introduced;
    }

    synchronized void loaded() {
        if (stage == Stage.LOADING) {
            stage = Stage.READY;
        }
    }

    /** Tells whether there is a page, loading or loaded, that does not leave. */
    synchronized boolean hasPage() {
        return stage == Stage.LOADING || stage == Stage.READY;
    }

    /** Returns the lifeline over which the page is asked for its pulse; empty if there is none to ask. */
    synchronized Optional<Lifeline> pulseLine() {
        return hasPage() ? Optional.ofNullable(lifeline) : Optional.empty();
    }

    synchronized void exiting() {
        exiting = true;
    }

    synchronized boolean isExiting() {
        return exiting;
    }

    /** Takes note that the page is asked whether it may unload; false if there is none. */
    synchronized boolean asked(long attempt) {
        boolean possible = hasPage();
        asked = possible ? attempt : asked;
        return possible;
    }

    synchronized void answered() {
        asked = 0;
    }

    /** Tells whether the page has yet to answer to that attempt. */
    synchronized boolean awaitsAnswer(long attempt) {
        return asked == attempt && hasPage();
    }

    /** Takes note that the window is to close; false if it leaves already, or is gone. */
    synchronized boolean leave() {
        forAnother = false;
        if (stage == Stage.LEAVING || stage == Stage.GONE) {
            return false;
        }
        stage = Stage.LEAVING;
        return true;
    }

    /** Takes note that it leaves by itself, otherwise as {@link #leave}. */
    synchronized boolean goodbye() {
        endMeant = true;
        return leave();
    }

    /** Takes note that it leaves because another page follows; false if the window closes. */
    synchronized boolean leaveForAnother() {
        if (stage == Stage.GONE) {
            return !orderly;
        }
        if (stage == Stage.LEAVING) {
            return false;
        }
        stage = Stage.LEAVING;
        forAnother = true;
        return true;
    }

    /** Takes note that whoever ends it now means to, unless it was stopped for something else before. */
    synchronized void meanEnd() {
        endMeant |= cutReason == null;
    }

    /** Takes note that it is stopped; the first reason for that counts. */
    synchronized Stop stop(GoneReason reason) {
        GoneReason first = cutReason == null ? reason : cutReason;
        cutReason = first;
        return new Stop(first, child, lifeline, introduced);
    }

    /** Returns why it is gone if nothing else tells: what it was stopped for, or else what is given. */
    synchronized GoneReason cutReasonOr(GoneReason otherwise) {
        return cutReason == null ? otherwise : cutReason;
    }

    /** Returns why it is gone if its connection is all that there was of it. */
    synchronized GoneReason reasonOfSilence() {
        return cutReasonOr(stage == Stage.LEAVING ? GoneReason.CLEAN_EXIT : GoneReason.ABNORMAL_EXIT);
    }

    synchronized Optional<ChildJvm> child() {
        return Optional.ofNullable(child);
    }

    /** Returns what its process printed last; nothing if that was not forked. */
    List<String> lastLines() {
        return child().map(ChildJvm::lastLines).orElse(List.of());
    }

    /** Tells whether its process has left a report of a crash. */
    boolean hasCrashReport() {
        return child().flatMap(ChildJvm::crashReport).isPresent();
    }

    synchronized boolean isLaunching() {
        return stage == Stage.LAUNCHING;
    }

    synchronized boolean isGone() {
        return stage == Stage.GONE;
    }

    /** Takes note of its end; false if it had ended before. */
    synchronized boolean gone(int exitCode) {
        if (stage == Stage.GONE) {
            return false;
        }
        orderly = stage == Stage.LEAVING && (!forAnother || endMeant || exitCode == 0);
        unexpected = introduced && !orderly && cutReason == null;
        stage = Stage.GONE;
        return true;
    }

    /** Tells whether it ended as was agreed, once it is gone. */
    synchronized boolean isOrderly() {
        return orderly;
    }

    /** Tells whether nobody here meant it to end, once it is gone; not of one that never came to its first call. */
    synchronized boolean isUnexpected() {
        return unexpected;
    }
}
