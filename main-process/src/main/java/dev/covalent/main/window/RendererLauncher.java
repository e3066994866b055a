package dev.covalent.main.window;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.BrowserWindowOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forks the JVMs of renderers, off the calling thread. Thread-safe. */
final class RendererLauncher {
    /** The main class of a renderer; named, because main does not know the renderer's module. */
    private static final String MAIN_CLASS = "dev.covalent.renderer.boot.RendererMain";

    private static final Logger log = LoggerFactory.getLogger(RendererLauncher.class);
    private static final Logger output = LoggerFactory.getLogger("dev.covalent.renderer.output");

    private final WindowSettings settings;
    private final ExecutorService launches;

    RendererLauncher(WindowSettings settings, ExecutorService launches) {
        this.settings = settings;
        this.launches = launches;
    }

    /**
     * Prepares the command for a renderer.
     *
     * @throws IllegalArgumentException if there can be no such command
     */
    JvmCommand.Builder prepare(BrowserWindowOptions options) {
        JvmCommand.Builder command = JvmCommand.builder(MAIN_CLASS)
                .flags("-D" + StructuredClone.MAX_BYTES_PROPERTY + "=" + StructuredClone.maxBytes())
                .flags(options.jvmFlags().toArray(String[]::new))
                .crashReports(settings.crashReports());
        return options.classPath().isEmpty() ? command : command.classPath(options.classPath());
    }

    /**
     * Forks a renderer and hands its process, or the failure, to its supervisor.
     *
     * @param prepared for the same options
     * @param window what the window is to be like
     */
    void launch(
            JvmCommand.Builder prepared,
            BrowserWindowOptions options,
            WindowSetup window,
            String address,
            SessionKey key,
            RendererSupervisor supervisor) {
        Bootstrap bootstrap = new Bootstrap(
                address,
                key.id(),
                Payload.of(key.secret()),
                ProcessHandle.current().pid(),
                options.page(),
                window,
                settings.headless());
        JvmCommand command = prepared.role("renderer-" + supervisor.session().webContentsId())
                .build();
        try {
            launches.execute(() -> fork(command, bootstrap, supervisor));
        } catch (RejectedExecutionException closing) {
            log.info("{} is not launched: the application is closing", supervisor.session());
            supervisor.launchFailed();
        }
    }

    private void fork(JvmCommand command, Bootstrap bootstrap, RendererSupervisor supervisor) {
        if (!supervisor.forking()) {
            return;
        }
        byte[] encoded = bootstrap.encode();
        byte[] framed = ByteBuffer.allocate(Integer.BYTES + encoded.length)
                .putInt(encoded.length)
                .put(encoded)
                .array();
        try {
            ChildJvm child = ChildJvm.start(command, framed, RendererLauncher::print);
            log.info("{}: forked as pid {}", supervisor.session(), child.pid());
            supervisor.forked(child, settings.launchTimeout());
        } catch (IOException | RuntimeException | Error failed) { // no thread for its output, for one
            log.error("{} could not be forked", supervisor.session(), failed);
            supervisor.launchFailed();
        }
    }

    private static void print(long pid, OutputSink.Stream stream, String line) {
        output.info("[renderer pid {}] {}", pid, line);
    }
}
