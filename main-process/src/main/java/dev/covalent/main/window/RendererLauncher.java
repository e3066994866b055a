package dev.covalent.main.window;

import dev.covalent.common.GoneReason;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.JvmOptions;
import dev.covalent.main.RendererOutput;
import dev.covalent.main.WebContents;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.child.Launches;
import dev.covalent.main.ipc.IpcContents;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.session.SessionTable;
import dev.covalent.main.spare.RendererKind;
import dev.covalent.main.spare.SpareRenderer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forks the JVMs of renderers, or takes one that waits for its page, off the calling thread. Thread-safe. */
final class RendererLauncher {
    /** The main class of a renderer; named, because main does not know the renderer's module. */
    private static final String MAIN_CLASS = "dev.covalent.renderer.boot.RendererMain";

    /** To make one page, Guice's generated classes cost more than they save. */
    private static final String WITHOUT_GENERATED_CLASSES = "-Dguice_bytecode_gen_option=DISABLED";

    /** Else the compilers take more from a start than they give: half of its processor time was theirs. */
    private static final String COMPILERS_WAIT = "-XX:CompileThresholdScaling=2";

    /** Else it takes a sixty-fourth of the machine before it collects. It is never larger than a window's maximum. */
    private static final String SMALL_HEAP_AT_FIRST = "-XX:InitialRAMPercentage=0";

    /** Every Java knows from then on how to give native memory back. */
    private static final int TRIMS_SINCE = 22;

    /** Else the C library keeps what was freed; where that cannot be helped, nothing is said of it. */
    private static final List<String> GIVES_MEMORY_BACK = Runtime.version().feature() < TRIMS_SINCE
            ? List.of()
            : List.of("-XX:TrimNativeHeapInterval=1000", "-Xlog:trimnative=off");

    private static final Logger log = LoggerFactory.getLogger(RendererLauncher.class);

    /**
     * How long a process that waited for its page may take until it makes its first call. It has done all but that: where
     * a busy machine holds it up, it would hold up one that is forked far longer.
     */
    private static final Duration SPARE_LIMIT = Duration.ofSeconds(5);

    /** What the arguments of a page may have, so that the rest of its bootstrap fits beside them. */
    private static final int MAX_ARGUMENTS = ChildJvm.MAX_BOOTSTRAP / 2;

    private final WindowSettings settings;
    private final EventLoop loop;
    private final SessionTable sessions;
    private final Launches launches;

    RendererLauncher(WindowSettings settings, EventLoop loop, SessionTable sessions, Launches launches) {
        this.settings = settings;
        this.loop = loop;
        this.sessions = sessions;
        this.launches = launches;
    }

    /**
     * Prepares the command for a renderer.
     *
     * @throws IllegalArgumentException if there can be no such command
     */
    JvmCommand.Builder prepare(BrowserWindowOptions options) {
        return prepare(options.jvm());
    }

    private JvmCommand.Builder prepare(JvmOptions jvm) {
        long length =
                jvm.arguments().stream().mapToLong(FrameWriter::textLength).sum();
        if (length + jvm.arguments().size() * 4L > MAX_ARGUMENTS) {
            throw new IllegalArgumentException("The arguments of a page have " + length + " bytes; at most "
                    + MAX_ARGUMENTS + " are allowed. Send the rest to the page once it has loaded.");
        }
        JvmCommand.Builder command = JvmCommand.builder(MAIN_CLASS)
                .flags(WITHOUT_GENERATED_CLASSES, COMPILERS_WAIT, SMALL_HEAP_AT_FIRST)
                .flags(GIVES_MEMORY_BACK.toArray(String[]::new))
                .flags("-D" + StructuredClone.MAX_BYTES_PROPERTY + "=" + StructuredClone.maxBytes())
                .flags(jvm.flags().toArray(String[]::new))
                .crashReports(settings.crashReports());
        jvm.environment().forEach(command::environment);
        if (jvm.workingDirectory() != null) {
            command.workingDirectory(jvm.workingDirectory());
        }
        return jvm.classPath().isEmpty() ? command : command.classPath(jvm.classPath());
    }

    /** Has a renderer made that waits for the next page, if there is to be one. */
    void keepSpare() {
        settings.spares()
                .keep(() -> RendererKind.usual(prepare(JvmOptions.DEFAULT).build()));
    }

    /**
     * Launches a renderer, and hands its process, or the failure, to its supervisor.
     *
     * @param prepared for the options of that one
     */
    void launch(JvmCommand.Builder prepared, Incarnation next, String address) {
        BrowserWindowOptions options = Objects.requireNonNull(next.options(), "options");
        RendererSupervisor supervisor = next.supervisor();
        Bootstrap bootstrap = new Bootstrap(
                address,
                next.key().id(),
                Payload.of(next.key().secret()),
                ProcessHandle.current().pid(),
                options.page(),
                next.window().nextSetup(),
                host(options),
                settings.headless(),
                options.arguments());
        JvmCommand command = prepared.role("renderer-" + supervisor.session().webContentsId())
                .build();
        RendererKind kind = new RendererKind(command, bootstrap.host());
        settings.spares().launched(supervisor.session().webContentsId(), kind);
        ClassArchives archives = next.plain() ? ClassArchives.none() : settings.archives();
        submit(new Launch(kind, archives, bootstrap, options.output(), supervisor), !next.plain());
    }

    /** Returns the name of what the window is to be in; empty for the renderer's choice. */
    private String host(BrowserWindowOptions options) {
        return options.host() == null || settings.headless() ? "" : options.host();
    }

    /** What a renderer is launched with. */
    private record Launch(
            RendererKind kind,
            ClassArchives archives,
            Bootstrap bootstrap,
            RendererOutput output,
            RendererSupervisor supervisor) {

        RendererSession session() {
            return supervisor.session();
        }

        /** Returns the same with another process, which proves itself by another key. */
        Launch by(SessionKey key) {
            return new Launch(kind, archives, bootstrap.by(Payload.of(key.secret())), output, supervisor);
        }
    }

    private void submit(Launch launch, boolean maybeSpare) {
        launch.supervisor().launching(launches.limit(settings.launchTimeout()));
        try {
            launches.execute(() -> begin(launch, maybeSpare));
        } catch (RejectedExecutionException closing) {
            log.info("{} is not launched: the application is closing", launch.session());
            launch.supervisor().launchFailed("The application is closing");
        }
    }

    private void begin(Launch launch, boolean maybeSpare) {
        RendererSupervisor supervisor = launch.supervisor();
        if (!supervisor.forking()) {
            return;
        }
        try {
            OutputTarget target =
                    OutputTarget.open(launch.output(), launch.session().webContentsId());
            try {
                SpareRenderer spare = maybeSpare ? settings.spares().take(launch.kind()) : null;
                if (spare == null) {
                    fork(launch, target);
                } else {
                    handOver(spare, launch, target);
                }
            } catch (IOException | RuntimeException | Error failed) {
                close(target, launch.session());
                throw failed;
            }
            supervisor.awaitStarted(Launches.HELD_FOR); // so that those that start leave each other the time for it
        } catch (IOException failed) {
            log.error("{} could not be forked: {}", launch.session(), failed.getMessage());
            log.debug("{} could not be forked", launch.session(), failed);
            supervisor.launchFailed(String.valueOf(failed.getMessage()));
        } catch (RuntimeException | Error failed) { // no thread for its output, for one
            log.error("{} could not be forked", launch.session(), failed);
            supervisor.launchFailed(String.valueOf(failed.getMessage()));
        }
    }

    private void fork(Launch launch, OutputTarget target) throws IOException {
        RendererSupervisor supervisor = launch.supervisor();
        byte[] encoded = launch.bootstrap().encode();
        byte[] framed = ByteBuffer.allocate(Integer.BYTES + encoded.length)
                .putInt(encoded.length)
                .put(encoded)
                .array();
        ClassArchives.Start start = launch.archives().start(launch.kind().command());
        ChildJvm child = ChildJvm.start(start.command(), framed, sink(launch, target));
        log.info("{}: forked as pid {}", launch.session(), child.pid());
        whenGone(child, () -> close(target, launch.session()));
        Subscription loaded = onceLoaded(launch, start);
        CompletableFuture<Void> unused = child.onExit().thenAccept(exit -> {
            loaded.close();
            if (!supervisor.hasConnected() && isOwnFailure(exit)) {
                start.failed();
            }
        });
        supervisor.forked(child, settings.launchTimeout());
    }

    /** Tells whether what a process was started from may be why it ended: not if it was killed, by whomever. */
    private static boolean isOwnFailure(ProcessExit exit) {
        return exit.requested() ? exit.reason() == GoneReason.LAUNCH_FAILED : exit.reason() != GoneReason.KILLED;
    }

    /** Gives the page to a process that waits for one; if that does not take it, one is forked. */
    private void handOver(SpareRenderer spare, Launch launch, OutputTarget target) {
        RendererSupervisor supervisor = launch.supervisor();
        ChildJvm child = spare.child();
        log.info("{}: takes the spare renderer, pid {}", launch.session(), child.pid());
        whenGone(child, () -> close(target, launch.session()));
        Subscription loaded = onceLoaded(launch, spare.start());
        Subscription served = onceLoaded(launch, () -> settings.spares().taken(true));
        whenGone(child, () -> {
            loaded.close();
            served.close();
        });
        supervisor.handed(child, SPARE_LIMIT, () -> {
            settings.spares().taken(false);
            SessionKey key = sessions.renewKey(launch.session()); // the one before may have knocked, and be heard late
            supervisor.expect(key);
            submit(launch.by(key), false);
        });
        try {
            spare.handOver(launch.bootstrap().encode(), sink(launch, target));
        } catch (RuntimeException
                | Error failed) { // its page is too long, or there is no thread; whoever forks says so
            log.debug("{} is not handed its page", spare, failed);
            child.kill();
        }
    }

    private OutputSink sink(Launch launch, OutputTarget target) {
        IpcContents contents = (IpcContents) launch.session().contents();
        OutputSink console = new ConsoleMessages(contents, contents.emitter(), loop);
        return (pid, stream, line) -> {
            console.line(pid, stream, line);
            target.line(pid, stream, line);
        };
    }

    private static Subscription onceLoaded(Launch launch, ClassArchives.Start start) {
        return onceLoaded(launch, start::loaded);
    }

    private static Subscription onceLoaded(Launch launch, Runnable action) {
        IpcContents contents = (IpcContents) launch.session().contents();
        return contents.emitter().once(WebContents.DID_FINISH_LOAD, event -> action.run());
    }

    private static void whenGone(ChildJvm child, Runnable action) {
        CompletableFuture<Void> unused = child.onExit().thenRun(action);
    }

    private static void close(OutputTarget target, RendererSession session) {
        try {
            target.close();
        } catch (IOException failed) {
            log.warn("{}: what it printed may be lost", session, failed);
        }
    }
}
