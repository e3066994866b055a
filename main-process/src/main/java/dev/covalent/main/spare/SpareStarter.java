package dev.covalent.main.spare;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.SpareBootstrap;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.child.Deadlines;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forks spare renderers, each with a session of its own. Thread-safe. */
public final class SpareStarter {
    private static final Logger log = LoggerFactory.getLogger(SpareStarter.class);

    private final SessionTable sessions;
    private final EventLoop loop;
    private final ScheduledExecutorService timer;
    private final Function<JvmCommand, ClassArchives.Start> archives;
    private final boolean headless;
    private final Duration launchTimeout;
    private final QueueLimits limits;
    private final Supplier<String> address;
    private final Consumer<RendererSession> disconnect;

    /**
     * Makes one.
     *
     * @param archives completes the command of one, as {@link ClassArchives#start} does
     * @param headless whether windows are in memory only
     * @param launchTimeout how long one may take from its fork until it has connected
     * @param address gives the listener's address
     * @param disconnect closes all connections of a session
     */
    public SpareStarter(
            SessionTable sessions,
            EventLoop loop,
            ScheduledExecutorService timer,
            Function<JvmCommand, ClassArchives.Start> archives,
            boolean headless,
            Duration launchTimeout,
            QueueLimits limits,
            Supplier<String> address,
            Consumer<RendererSession> disconnect) {
        this.sessions = sessions;
        this.loop = loop;
        this.timer = timer;
        this.archives = archives;
        this.headless = headless;
        this.launchTimeout = launchTimeout;
        this.limits = limits;
        this.address = address;
        this.disconnect = disconnect;
    }

    /**
     * Forks one.
     *
     * @param late is told when it has had the time to connect
     * @return null if it could not be forked
     */
    @Nullable SpareRenderer start(RendererKind kind, Consumer<SpareRenderer> late) {
        SessionKey key = SessionKey.random(sessions.newSessionId());
        RendererSession session = RendererSession.ofSpare(key.id(), loop, limits, task -> {});
        SpareBootstrap bootstrap = new SpareBootstrap(
                address.get(),
                key.id(),
                Payload.of(key.secret()),
                ProcessHandle.current().pid(),
                kind.host(),
                headless);
        SpareOutput output = new SpareOutput();
        try {
            StartStamp files = StartStamp.of(kind.command()); // before it opens any
            ClassArchives.Start start = archives.apply(kind.command().as("renderer-spare", SpareBootstrap.ARGUMENT));
            sessions.add(key, session);
            ChildJvm child = ChildJvm.start(start.command(), SpareRenderer.framed(bootstrap.encode()), output);
            session.processId(child.pid());
            Deadlines deadlines = new Deadlines(timer);
            SpareRenderer spare = new SpareRenderer(kind, files, start, session, child, output, deadlines);
            deadlines.after(launchTimeout, () -> late.accept(spare));
            return spare;
        } catch (IOException | RuntimeException | Error failed) { // no thread for its output, for one
            log.debug("A spare renderer could not be forked", failed);
        }
        sessions.remove(session);
        return null;
    }

    /** Ends the session of one that is no spare any more. */
    void letOut(SpareRenderer former) {
        former.inTime();
        sessions.remove(former.session());
        disconnect.accept(former.session());
        former.session().end();
    }
}
