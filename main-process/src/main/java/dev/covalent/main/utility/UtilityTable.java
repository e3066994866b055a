package dev.covalent.main.utility;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.port.LocalPort;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.ChildProcessGone;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import dev.covalent.main.UtilityProcesses;
import dev.covalent.main.child.Launches;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The utility processes of a main process.
 *
 * <p>Thread-safe. Events are emitted on main's loop; nothing is called while the lock is held.
 */
public final class UtilityTable implements UtilityProcesses, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UtilityTable.class);
    private static final long RIDER_DELAY_MILLIS = 20;

    private final UtilitySettings settings;
    private final EventLoop loop;
    private final SessionTable sessions;
    private final PortRouter ports;
    private final ScheduledExecutorService timer;
    private final UtilityLauncher launcher;
    private final Consumer<Throwable> uncaught;
    private final Supplier<String> address;
    private final Consumer<RendererSession> disconnect;
    private final Consumer<ChildProcessGone> observer;
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<RendererSession, Running> running = new LinkedHashMap<>();

    @GuardedBy("lock") private boolean closing;

    private volatile Runnable admission = () -> {};

    /** A process that was forked and whose end was not told. */
    private record Running(UtilityChild child, UtilitySupervisor supervisor) {}

    /**
     * Makes an empty table.
     *
     * @param uncaught is told what listeners throw
     * @param address gives the listener's address once it listens
     * @param disconnect closes all connections of a session
     * @param observer is told of unexpected ends, in the turn of main's loop
     */
    public UtilityTable(
            UtilitySettings settings,
            EventLoop loop,
            SessionTable sessions,
            PortRouter ports,
            ScheduledExecutorService timer,
            Launches launches,
            Consumer<Throwable> uncaught,
            Supplier<String> address,
            Consumer<RendererSession> disconnect,
            Consumer<ChildProcessGone> observer) {
        this.settings = settings;
        this.loop = loop;
        this.sessions = sessions;
        this.ports = ports;
        this.timer = timer;
        this.launcher = new UtilityLauncher(settings, launches);
        this.uncaught = uncaught;
        this.address = address;
        this.disconnect = disconnect;
        this.observer = observer;
    }

    /** Says who refuses, by throwing, that a process is forked; called once, before anybody can ask for one. */
    public void admittedBy(Runnable check) {
        admission = check;
    }

    @Override
    public UtilityProcess fork(String mainClass, List<String> args, UtilityOptions options) {
        if (Objects.requireNonNull(mainClass, "mainClass").isBlank()) {
            throw new IllegalArgumentException(
                    "Missing UtilityProcess entry script. Name the class whose main method the"
                            + " process is to run, as in fork(Worker.class).");
        }
        List<String> arguments = List.copyOf(args);
        Objects.requireNonNull(options, "options");
        admission.run();
        SessionKey key = SessionKey.random(sessions.newSessionId());
        UtilityLauncher.Launch launch = launcher.prepare(mainClass, arguments, options, address.get(), key);
        MessageChannel channel = ports.newChannel();
        Running forked = running(options, key, channel);
        RendererSession session = forked.supervisor().session();
        synchronized (lock) {
            if (closing) {
                throw new IllegalStateException(
                        "The application is quitting: no utility process can be forked any more");
            }
            running.put(session, forked);
        }
        sessions.add(key, session);
        boolean unused = ports.postForGood(session, channel.port2(), Downstream.ParentPort::new);
        launcher.launch(launch, forked.supervisor());
        return forked.child();
    }

    private Running running(UtilityOptions options, SessionKey key, MessageChannel channel) {
        RendererSession session =
                RendererSession.ofUtility(key.id(), options.serviceName(), loop, settings.queueLimits(), this::shortly);
        UtilityChild child = new UtilityChild(options, (LocalPort) channel.port1(), loop, uncaught);
        UtilitySupervisor supervisor = new UtilitySupervisor(session, timer, new UtilitySupervisor.Observer() {
            @Override
            public void spawned(ChildJvm process) {
                child.started(process);
                loop.execute(() -> child.spawned(process.pid()));
            }

            @Override
            public void ended(UtilityEnd end) {
                UtilityTable.this.ended(session, end);
            }
        });
        child.supervisedBy(supervisor);
        session.overflowsTo(supervisor::cut);
        return new Running(child, supervisor);
    }

    /** Returns those that run, in the order they were forked. */
    public List<UtilityProcess> all() {
        synchronized (lock) {
            return running.values().stream().<UtilityProcess>map(Running::child).toList();
        }
    }

    /** Takes the lifeline of a session. */
    public void lifelineOpened(RendererSession session, Lifeline lifeline) {
        find(session).ifPresentOrElse(process -> process.supervisor().connectedBy(lifeline), lifeline::close);
    }

    /**
     * Takes in a process that makes its first call.
     *
     * @return false if it is gone
     */
    public boolean connected(RendererSession session, Introduction introduction) {
        Running process = find(session).orElse(null);
        if (process == null) {
            return false;
        }
        if (introduction.operator() || !process.supervisor().connected()) {
            throw new MalformedFrameException("A utility process introduces itself once, and as what it is");
        }
        log.info("{}: connected", session);
        return true;
    }

    /** Is told that a process ends by itself. */
    public void goodbye(RendererSession session) {
        find(session).ifPresent(process -> process.supervisor().goodbye());
    }

    /** Cuts off a process that broke the protocol. */
    public void cut(RendererSession session, String why) {
        find(session).ifPresent(process -> process.supervisor().cut(why));
    }

    /** Lets no new process be forked. */
    public void refuseNew() {
        synchronized (lock) {
            closing = true;
        }
    }

    /** Asks every process to end, or kills it, and lets no new one be forked; the future completes when all are gone. */
    public CompletableFuture<Void> closeAll(boolean destroy) {
        List<Running> all;
        synchronized (lock) {
            closing = true;
            all = List.copyOf(running.values());
        }
        all.stream().map(Running::supervisor).forEach(destroy ? UtilitySupervisor::destroy : UtilitySupervisor::close);
        checkEmptied();
        return emptied;
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = closeAll(true);
    }

    private Optional<Running> find(RendererSession session) {
        synchronized (lock) {
            return Optional.ofNullable(running.get(session));
        }
    }

    private void ended(RendererSession session, UtilityEnd end) {
        sessions.remove(session);
        disconnect.accept(session);
        log.info("{}: gone, {}", session, end.described());
        // What had arrived from it before is delivered before its end is told.
        session.lane().whenLeft(() -> loop.execute(() -> announce(session, end)));
    }

    private void announce(RendererSession session, UtilityEnd end) {
        Running ended = find(session).orElseThrow();
        ended.child().ended(end, () -> {
            synchronized (lock) {
                running.remove(session);
            }
            try {
                if (!end.expected()) {
                    String name = ended.child().serviceName();
                    observer.accept(
                            new ChildProcessGone(ChildProcessGone.UTILITY, end.reason(), end.exitCode(), name, name));
                }
            } finally {
                checkEmptied();
            }
        });
    }

    private void checkEmptied() {
        boolean done;
        synchronized (lock) {
            done = closing && running.isEmpty();
        }
        if (done) {
            emptied.complete(null);
        }
    }

    private void shortly(Runnable task) {
        try {
            var unused = timer.schedule(task, RIDER_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            log.debug("Main closes; nothing is sent any more");
        }
    }
}
