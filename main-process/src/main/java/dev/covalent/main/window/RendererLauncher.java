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
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.JvmOptions;
import dev.covalent.main.RendererOutput;
import dev.covalent.main.WebContents;
import dev.covalent.main.archive.ClassArchives;
import dev.covalent.main.child.Launches;
import dev.covalent.main.ipc.IpcContents;
import dev.covalent.main.session.RendererSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forks the JVMs of renderers, off the calling thread. Thread-safe. */
final class RendererLauncher {
    /** The main class of a renderer; named, because main does not know the renderer's module. */
    private static final String MAIN_CLASS = "dev.covalent.renderer.boot.RendererMain";

    private static final Logger log = LoggerFactory.getLogger(RendererLauncher.class);

    /** What the arguments of a page may have, so that the rest of its bootstrap fits beside them. */
    private static final int MAX_ARGUMENTS = ChildJvm.MAX_BOOTSTRAP / 2;

    private final WindowSettings settings;
    private final EventLoop loop;
    private final Launches launches;

    RendererLauncher(WindowSettings settings, EventLoop loop, Launches launches) {
        this.settings = settings;
        this.loop = loop;
        this.launches = launches;
    }

    /**
     * Prepares the command for a renderer.
     *
     * @throws IllegalArgumentException if there can be no such command
     */
    JvmCommand.Builder prepare(BrowserWindowOptions options) {
        JvmOptions jvm = options.jvm();
        long length =
                jvm.arguments().stream().mapToLong(FrameWriter::textLength).sum();
        if (length + jvm.arguments().size() * 4L > MAX_ARGUMENTS) {
            throw new IllegalArgumentException("The arguments of a page have " + length + " bytes; at most "
                    + MAX_ARGUMENTS + " are allowed. Send the rest to the page once it has loaded.");
        }
        JvmCommand.Builder command = JvmCommand.builder(MAIN_CLASS)
                .flags("-D" + StructuredClone.MAX_BYTES_PROPERTY + "=" + StructuredClone.maxBytes())
                .flags(jvm.flags().toArray(String[]::new))
                .crashReports(settings.crashReports());
        jvm.environment().forEach(command::environment);
        if (jvm.workingDirectory() != null) {
            command.workingDirectory(jvm.workingDirectory());
        }
        return jvm.classPath().isEmpty() ? command : command.classPath(jvm.classPath());
    }

    /**
     * Forks a renderer and hands its process, or the failure, to its supervisor.
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
                settings.headless(),
                options.arguments());
        JvmCommand command = prepared.role("renderer-" + supervisor.session().webContentsId())
                .build();
        ClassArchives archives = next.plain() ? ClassArchives.none() : settings.archives();
        supervisor.launching(launches.limit(settings.launchTimeout()));
        try {
            launches.execute(() -> fork(command, archives, bootstrap, options.output(), supervisor));
        } catch (RejectedExecutionException closing) {
            log.info("{} is not launched: the application is closing", supervisor.session());
            supervisor.launchFailed("The application is closing");
        }
    }

    private void fork(
            JvmCommand command,
            ClassArchives archives,
            Bootstrap bootstrap,
            RendererOutput output,
            RendererSupervisor supervisor) {
        if (!supervisor.forking()) {
            return;
        }
        byte[] encoded = bootstrap.encode();
        byte[] framed = ByteBuffer.allocate(Integer.BYTES + encoded.length)
                .putInt(encoded.length)
                .put(encoded)
                .array();
        try {
            ClassArchives.Start start = archives.start(command);
            ChildJvm child = start(start.command(), framed, output, supervisor.session());
            log.info("{}: forked as pid {}", supervisor.session(), child.pid());
            watch(start, child, supervisor);
            supervisor.forked(child, settings.launchTimeout());
            supervisor.awaitStarted(Launches.HELD_FOR); // so that those that start leave each other the time for it
        } catch (IOException | RuntimeException | Error failed) { // no thread for its output, for one
            log.error("{} could not be forked", supervisor.session(), failed);
            supervisor.launchFailed(String.valueOf(failed.getMessage()));
        }
    }

    private ChildJvm start(JvmCommand command, byte[] framed, RendererOutput output, RendererSession session)
            throws IOException {
        OutputTarget target = OutputTarget.open(output, session.webContentsId());
        try {
            IpcContents contents = (IpcContents) session.contents();
            OutputSink console = new ConsoleMessages(contents, contents.emitter(), loop);
            ChildJvm child = ChildJvm.start(command, framed, (pid, stream, line) -> {
                console.line(pid, stream, line);
                target.line(pid, stream, line);
            });
            CompletableFuture<Void> unused = child.onExit().thenRun(() -> close(target, session));
            return child;
        } catch (IOException | RuntimeException | Error failed) {
            close(target, session);
            throw failed;
        }
    }

    private static void watch(ClassArchives.Start start, ChildJvm child, RendererSupervisor supervisor) {
        IpcContents contents = (IpcContents) supervisor.session().contents();
        Subscription loaded = contents.emitter().once(WebContents.DID_FINISH_LOAD, event -> start.loaded());
        CompletableFuture<Void> unused = child.onExit().thenAccept(exit -> {
            loaded.close();
            if (!supervisor.hasConnected() && (!exit.requested() || exit.reason() == GoneReason.LAUNCH_FAILED)) {
                start.failed();
            }
        });
    }

    private static void close(OutputTarget target, RendererSession session) {
        try {
            target.close();
        } catch (IOException failed) {
            log.warn("{}: what it printed may be lost", session, failed);
        }
    }
}
