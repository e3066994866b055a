package dev.covalent.main.utility;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.UtilityBootstrap;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import dev.covalent.common.process.OutputUse;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.Stdio;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.child.Launches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forks the JVMs of utility processes, off the calling thread. Thread-safe. */
final class UtilityLauncher {
    /** The main class of a utility process; named, because main does not know the renderer's module. */
    private static final String MAIN_CLASS = "dev.covalent.renderer.boot.UtilityMain";

    private static final Logger log = LoggerFactory.getLogger(UtilityLauncher.class);

    private final UtilitySettings settings;
    private final Launches launches;

    /** What is to be started. */
    record Launch(JvmCommand command, Payload bootstrap) {}

    UtilityLauncher(UtilitySettings settings, Launches launches) {
        this.settings = settings;
        this.launches = launches;
    }

    /**
     * Prepares a launch.
     *
     * @throws IllegalArgumentException if there can be no such process
     */
    Launch prepare(String mainClass, List<String> args, UtilityOptions options, String address, SessionKey key) {
        JvmCommand.Builder command = JvmCommand.builder(MAIN_CLASS)
                .role("utility-" + key.id())
                .flags("-D" + StructuredClone.MAX_BYTES_PROPERTY + "=" + StructuredClone.maxBytes())
                .flags(options.jvmFlags().toArray(String[]::new))
                .crashReports(settings.crashReports())
                .output(OutputSink.Stream.OUT, use(options.stdout()))
                .output(OutputSink.Stream.ERR, use(options.stderr()));
        options.environment().ifPresent(command::onlyEnvironment);
        options.workingDirectory().ifPresent(command::workingDirectory);
        if (!options.classPath().isEmpty()) {
            command.classPath(options.classPath());
        }
        byte[] encoded = new UtilityBootstrap(
                        address,
                        key.id(),
                        Payload.of(key.secret()),
                        ProcessHandle.current().pid(),
                        options.serviceName(),
                        mainClass,
                        args)
                .encode();
        if (encoded.length + Integer.BYTES > ChildJvm.MAX_BOOTSTRAP) {
            throw new IllegalArgumentException("The arguments of " + mainClass + " have " + encoded.length
                    + " bytes; at most " + ChildJvm.MAX_BOOTSTRAP + " are allowed. Post the rest with postMessage.");
        }
        byte[] framed = ByteBuffer.allocate(Integer.BYTES + encoded.length)
                .putInt(encoded.length)
                .put(encoded)
                .array();
        return new Launch(command.build(), Payload.of(framed));
    }

    /** Forks a process and hands it, or the failure, to its supervisor. */
    void launch(Launch launch, UtilitySupervisor supervisor) {
        supervisor.launching(launches.limit(settings.launchTimeout()));
        try {
            launches.execute(() -> fork(launch, supervisor));
        } catch (RejectedExecutionException closing) {
            log.info("{} is not launched: the application is closing", supervisor.session());
            supervisor.launchFailed();
        }
    }

    private void fork(Launch launch, UtilitySupervisor supervisor) {
        if (!supervisor.forking()) {
            return;
        }
        try {
            ChildJvm child = ChildJvm.start(launch.command(), launch.bootstrap().head(), (pid, stream, line) -> {});
            log.info("{}: forked as pid {}", supervisor.session(), child.pid());
            supervisor.forked(child, settings.launchTimeout());
            supervisor.awaitStarted(Launches.HELD_FOR); // so that those that start leave each other the time for it
        } catch (IOException failed) {
            log.error("{} could not be forked: {}", supervisor.session(), failed.getMessage());
            log.debug("{} could not be forked", supervisor.session(), failed);
            supervisor.launchFailed();
        } catch (RuntimeException | Error failed) { // no thread for its output, for one
            log.error("{} could not be forked", supervisor.session(), failed);
            supervisor.launchFailed();
        }
    }

    /** What nobody wants is taken all the same: its last lines tell why a process has failed. */
    private static OutputUse use(Stdio stdio) {
        return switch (stdio) {
            case INHERIT -> OutputUse.INHERITED;
            case PIPE -> OutputUse.HANDED_OVER;
            case IGNORE -> OutputUse.TAKEN;
        };
    }
}
