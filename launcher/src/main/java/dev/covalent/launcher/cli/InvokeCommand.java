package dev.covalent.launcher.cli;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.renderer.boot.OperatorLink;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code covalent invoke}. Not thread-safe. */
@Command(
        name = "invoke",
        description = {
            "Asks a handler of the main process, as ipcRenderer.invoke does, or of a window, as webContents.invoke does,"
                    + " and prints the answer.",
            "",
            "The answer is written as by 'covalent get'. A handler that fails is told on standard error."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  covalent invoke notes add 1 2", "  covalent invoke notes selection --to 3 --deadline 2"},
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {ExitStatus.OK, ExitStatus.FAILED, ExitStatus.USAGE, ExitStatus.ENDED},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class InvokeCommand extends MessageCommand {
    static final String DEADLINE = "--deadline takes seconds from 0.001 to 86400";

    private static final double MAX_SECONDS = 86_400;
    private static final int SECOND_MILLIS = 1000;
    private static final String TIMEOUT = IpcTimeoutException.class.getName();

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the answer; ${DEFAULT-VALUE} by default. With --to not longer than the"
                    + " requestTimeout of the application.")
    private double seconds;

    @Override
    void prepare() {
        super.prepare();
        if (!(seconds * SECOND_MILLIS >= 1 && seconds <= MAX_SECONDS)) {
            throw wrongUse(DEADLINE + ", not " + seconds);
        }
    }

    @Override
    int run(OperatorLink link) {
        Duration deadline = Duration.ofMillis((long) (seconds * SECOND_MILLIS));
        printValue(target() == 0 ? askMain(link, deadline) : askPage(link, deadline));
        return ExitCode.OK;
    }

    private @Nullable Object askMain(OperatorLink link, Duration deadline) {
        try {
            return link.renderer()
                    .ipcRenderer()
                    .withDeadline(deadline)
                    .invoke(channel(), arguments().toArray())
                    .join()
                    .get();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof IpcTimeoutException late ? late(late, deadline) : failed;
        }
    }

    private CommandFailure late(RuntimeException late, Duration deadline) {
        return CommandFailure.of(
                "'" + application() + "' has not answered '" + channel() + "' within " + deadline.toMillis()
                        + " ms, and may still be at it. Wait longer with --deadline",
                late);
    }

    @SuppressWarnings("NullAway") // the type of the result is nullable
    private @Nullable Object askPage(OperatorLink link, Duration deadline) {
        try {
            return link.port()
                    .invoke(target(), channel(), deadline, arguments())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RemoteCallException answer) {
                throw answer.error().type().equals(TIMEOUT) ? late(answer, deadline) : refused(answer);
            }
            throw failed;
        }
    }
}
