package dev.covalent.main.spare;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.GoneReason;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.main.session.RendererSession;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps at most one renderer that waits for its page.
 *
 * <pre>
 *   none ── a page has loaded ──▶ STARTING ── connected ──▶ READY ── taken ──▶ none; it is a window's renderer
 *    ▲                               └───────────┬────────────┘
 *    └── exits, is late, memory is short, its files change, main closes
 * </pre>
 *
 * <p>A spare is nobody's: it has a session in which it can call nothing, no window, no contents, and nobody but the log is
 * told of its end. With its page it gets the session of its window, to which it has to prove itself like any other.
 *
 * <p>Thread-safe; nothing is called while the lock is held. What asks the system runs on a thread of its own.
 */
public final class Spares implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spares.class);

    private final @Nullable SpareStarter starter;
    private final BooleanSupplier memoryShort;
    private final Executor worker;
    private final Object lock = new Object();

    @GuardedBy("lock") private final SpareRules rules;

    @GuardedBy("lock") private @Nullable SpareRenderer spare;

    @GuardedBy("lock") private boolean ready;

    /** Whether one is being forked. */
    @GuardedBy("lock") private boolean making;

    /** What was asked for while one was being forked: if that one cannot be made, nobody else would ask again. */
    @GuardedBy("lock") private @Nullable Supplier<RendererKind> askedMeanwhile;

    @GuardedBy("lock") private boolean closed;

    /**
     * Makes one that keeps none yet.
     *
     * @param starter forks them; null if there are none
     * @param memoryShort tells whether there is too little memory for one
     * @param worker runs what asks the system, in the order given
     */
    Spares(SpareUse use, @Nullable SpareStarter starter, BooleanSupplier memoryShort, Executor worker) {
        this.rules = new SpareRules(use);
        this.starter = starter;
        this.memoryShort = memoryShort;
        this.worker = worker;
    }

    /** Keeps them by what the application says. */
    public static Spares keep(SpareUse use, SpareStarter starter, Executor worker) {
        return new Spares(use, starter, FreeMemory.ofSystem()::isShort, worker);
    }

    /** Never keeps one. */
    public static Spares none() {
        return new Spares(SpareUse.OFF, null, () -> false, Runnable::run);
    }

    /** Is told that a window is opened. */
    public void windowOpened() {
        synchronized (lock) {
            rules.windowOpened();
        }
        look();
    }

    /** Is told that the window is closed which had those contents. */
    public void windowClosed(int contents) {
        synchronized (lock) {
            rules.windowClosed(contents);
        }
        look();
    }

    /** Is told that a renderer is to be launched for those contents. */
    public void launched(int contents, RendererKind kind) {
        synchronized (lock) {
            rules.launched(contents, kind);
        }
    }

    /**
     * Has a spare made if one is wanted. To be called when a page has loaded and no renderer starts, with which it would
     * compete. What is asked for while one is being made is done if that one cannot be.
     *
     * @param usual gives the kind of a renderer that is not to be run in a way of its own
     */
    public void keep(Supplier<RendererKind> usual) {
        SpareStarter by = starter;
        if (by == null || !isWanted()) {
            return;
        }
        RendererKind asUsual;
        try {
            asUsual = usual.get();
        } catch (RuntimeException refused) {
            log.debug("No spare renderer is made: there is no command for it", refused);
            return;
        }
        RendererKind kind;
        SpareRenderer former;
        int opened;
        synchronized (lock) {
            if (making) {
                askedMeanwhile = usual;
                return;
            }
            if (!isWanted()) {
                return;
            }
            kind = rules.kind(asUsual);
            opened = rules.opened();
            former = spare;
            if (former != null && former.isLike(kind)) {
                return;
            }
            spare = null;
            making = true;
        }
        if (former != null) {
            log.debug("{} is given up: other renderers are of another kind", former);
            end(former);
            former.child().kill();
        }
        if (!asked(() -> make(by, kind, asUsual, opened))) {
            synchronized (lock) {
                making = false;
                askedMeanwhile = null;
            }
        }
    }

    private boolean isWanted() {
        synchronized (lock) {
            return !closed && rules.isWanted();
        }
    }

    /** Gives the spare up if memory has become short. */
    private void look() {
        synchronized (lock) {
            if (spare == null) {
                return;
            }
        }
        boolean unused = asked(() -> {
            if (memoryShort.getAsBoolean()) {
                giveUp("memory is short");
            }
        });
    }

    /**
     * Takes the spare for a renderer that is to be launched; looks into the file system.
     *
     * @return null if there is none that is ready, or it is of another kind
     */
    public @Nullable SpareRenderer take(RendererKind kind) {
        SpareRenderer taken;
        synchronized (lock) {
            taken = spare;
            if (closed || taken == null || !ready || !taken.isLike(kind)) {
                return null;
            }
            spare = null;
        }
        end(taken);
        if (!taken.isUpToDate()) {
            log.debug("{} is given up: its class path or its working directory has changed", taken);
            taken.child().kill();
            return null;
        }
        return taken.child().isAlive() ? taken : null;
    }

    /** Is told whether a spare that was taken has taken its page. */
    public void taken(boolean served) {
        boolean hopeless;
        synchronized (lock) {
            if (served) {
                rules.served();
            } else {
                rules.refused();
            }
            hopeless = !served && rules.isHopeless();
        }
        if (hopeless) {
            log.warn(
                    "{} spare renderers did not take their page, one after the other: none is kept any more",
                    SpareRules.MAX_REFUSALS);
        }
    }

    /** Takes the lifeline of a spare, which has done all that it can do without a page. */
    public void connected(RendererSession session, Lifeline lifeline) {
        SpareRenderer current;
        synchronized (lock) {
            current = spare != null && spare.session() == session ? spare : null;
            ready |= current != null;
        }
        if (current == null) {
            lifeline.close(); // it was given up meanwhile
        } else {
            current.inTime();
        }
    }

    /** Returns the process id of the spare. */
    public OptionalLong processId() {
        synchronized (lock) {
            SpareRenderer current = spare;
            return current == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(current.child().pid());
        }
    }

    /** Tells whether there is a spare, and it could be taken. */
    public boolean isReady() {
        synchronized (lock) {
            return spare != null && ready;
        }
    }

    /** Ends the spare, and waits until it is gone; none is made any more. */
    @Override
    public void close() {
        SpareRenderer left;
        synchronized (lock) {
            closed = true;
            left = spare;
            spare = null;
        }
        if (left != null) {
            end(left);
            left.child().close();
        }
    }

    private boolean asked(Runnable task) {
        try {
            worker.execute(task);
            return true;
        } catch (RejectedExecutionException closing) {
            log.debug("Main closes; no spare renderer is looked after");
            return false;
        }
    }

    private void make(SpareStarter by, RendererKind kind, RendererKind asUsual, int opened) {
        boolean enough = false;
        SpareRenderer made = null;
        try {
            enough = !memoryShort.getAsBoolean();
            made = enough ? by.start(kind, this::late) : null;
            if (enough && made == null && cannotBe(kind, asUsual)) {
                made = by.start(asUsual, this::late);
            }
        } finally {
            settle(made, enough, opened);
        }
    }

    /** Takes note of that, and tells whether one is to be made as usual instead. */
    private boolean cannotBe(RendererKind kind, RendererKind asUsual) {
        synchronized (lock) {
            return rules.cannotBe(kind, asUsual) && !closed;
        }
    }

    private void settle(@Nullable SpareRenderer made, boolean tried, int opened) {
        boolean kept;
        Supplier<RendererKind> again;
        synchronized (lock) {
            making = false;
            again = askedMeanwhile;
            askedMeanwhile = null;
            kept = made != null && !closed;
            if (kept) {
                spare = made;
                ready = false;
            } else if (tried && made == null) {
                rules.notMade(opened);
            }
        }
        if (made == null) {
            log.debug("No spare renderer is made{}", tried ? "" : ": memory is short");
            if (tried && again != null) {
                keep(again);
            }
        } else if (kept) {
            log.debug("{}: forked", made);
            CompletableFuture<Void> unused = made.child().onExit().thenAccept(exit -> exited(made, exit));
        } else {
            end(made);
            made.child().close();
        }
    }

    private void late(SpareRenderer starting) {
        synchronized (lock) {
            if (spare != starting || ready) {
                return;
            }
        }
        log.debug("{} did not connect in time", starting);
        starting.child().kill(GoneReason.LAUNCH_FAILED);
    }

    private void exited(SpareRenderer gone, ProcessExit exit) {
        synchronized (lock) {
            if (spare != gone) {
                return; // it is a window's, or was given up
            }
            spare = null;
            rules.died();
        }
        end(gone); // its archive is not blamed: a window's own process would find out
        log.debug(
                "{} exited with {}, {}; it printed last:\n  {}",
                gone,
                exit.exitCode(),
                exit.reason(),
                String.join("\n  ", gone.child().lastLines()));
    }

    private void giveUp(String why) {
        SpareRenderer left;
        synchronized (lock) {
            left = spare;
            spare = null;
        }
        if (left != null) {
            log.debug("{} is given up: {}", left, why);
            end(left);
            left.child().kill();
        }
    }

    /** Ends the session of a spare that is none any more. */
    private void end(SpareRenderer former) {
        SpareStarter by = starter;
        if (by != null) {
            by.letOut(former);
        }
    }
}
