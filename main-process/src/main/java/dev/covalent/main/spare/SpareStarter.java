package dev.covalent.main.spare;

import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.SpareBootstrap;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private final ClassArchives archives;
    private final boolean headless;
    private final Duration launchTimeout;
    private final QueueLimits limits;
    private final Supplier<String> address;
    private final Consumer<RendererSession> disconnect;

    /**
     * Makes one.
     *
     * @param headless whether windows are in memory only
     * @param launchTimeout how long one may take from its fork until it has connected
     * @param address gives the listener's address
     * @param disconnect closes all connections of a session
     */
    public SpareStarter(
            SessionTable sessions,
            EventLoop loop,
            ScheduledExecutorService timer,
            ClassArchives archives,
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
    @Nullable SpareRenderer start(JvmCommand command, Consumer<SpareRenderer> late) {
        SessionKey key = SessionKey.random(sessions.newSessionId());
        RendererSession session = RendererSession.ofSpare(key.id(), loop, limits, task -> {});
        SpareBootstrap bootstrap = new SpareBootstrap(
                address.get(),
                key.id(),
                Payload.of(key.secret()),
                ProcessHandle.current().pid(),
                headless);
        SpareOutput output = new SpareOutput();
        ClassPathStamp jars = ClassPathStamp.of(command.classPath()); // before it opens any
        try {
            ClassArchives.Start start = archives.start(command.as("renderer-spare", SpareBootstrap.ARGUMENT));
            sessions.add(key, session);
            ChildJvm child = ChildJvm.start(start.command(), SpareRenderer.framed(bootstrap.encode()), output);
            session.processId(child.pid());
            SpareRenderer spare = new SpareRenderer(command, jars, start, session, child, output);
            return watched(spare, late);
        } catch (IOException | RuntimeException | Error failed) { // no thread for its output, for one
            log.debug("A spare renderer could not be forked", failed);
        }
        sessions.remove(session);
        return null;
    }

    private @Nullable SpareRenderer watched(SpareRenderer spare, Consumer<SpareRenderer> late) {
        try {
            var unused = timer.schedule(() -> late.accept(spare), launchTimeout.toNanos(), TimeUnit.NANOSECONDS);
            return spare;
        } catch (RejectedExecutionException closing) {
            log.debug("Main closes; there is no spare renderer");
            spare.child().close();
            letOut(spare);
            return null;
        }
    }

    /** Ends the session of one that is no spare any more. */
    void letOut(SpareRenderer former) {
        sessions.remove(former.session());
        disconnect.accept(former.session());
        former.session().end();
    }
}
