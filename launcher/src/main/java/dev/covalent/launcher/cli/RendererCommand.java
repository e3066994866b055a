package dev.covalent.launcher.cli;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.endpoint.ApplicationName;
import dev.covalent.common.endpoint.InsecureDirectoryException;
import dev.covalent.common.endpoint.NoSuchEndpointException;
import dev.covalent.common.endpoint.NoSuchEndpointException.Problem;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code covalent renderer}: attaches this JVM to a main process that runs. Not thread-safe. */
@Command(
        name = "renderer",
        description = {
            "Attaches a renderer to a running main process and stays until it is closed.",
            "",
            "The renderer is this command's own JVM: nobody forked it, and it has a window, web contents and events in main"
                    + " like any other. It ends when its window is closed, when main is gone, or by Ctrl-C."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent renderer --attach notes --page com.example.MyPage --class-path x.jar",
            "  covalent renderer --attach notes --wait 10 --headless"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {
            "0:It was closed.",
            "1:It could not attach, or its page did not load.",
            ExitStatus.USAGE,
            ExitStatus.ENDED
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class RendererCommand implements Callable<Integer> {
    static final String WAIT = "--wait takes whole seconds from 0 up";

    private static final Duration LOOK_AROUND = Duration.ofMinutes(1);

    /** Warns a program whose main process is gone. */
    private static final String END_WITH_MAIN = "dev.covalent.renderer.boot.MainWatch";

    /** A descriptor takes precedence over a name, which an attachment cannot be made without. */
    private static final String UNNAMED = "unnamed";

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli insists on one of its options
    private Target target;

    @Option(names = "--page", paramLabel = "CLASS", description = "The page to show; by default there is none.")
    private @Nullable String page;

    @Option(
            names = "--class-path",
            paramLabel = "PATHS",
            description = "Where the page and its classes are, written as for java -cp.")
    private @Nullable String classPath;

    @Option(names = "--title", paramLabel = "TITLE", description = "The title of the page's window.")
    private @Nullable String title;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "What the page's window is in: swing, headless, or a host on the class path.")
    private @Nullable String host;

    @Option(names = "--headless", description = "Make the window in memory only, be there a display or not.")
    private boolean headless;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the main process to be there; by default not at all.")
    private int waitSeconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    /** Which main process to attach to: one of the two. */
    private static final class Target {
        @Option(names = "--attach", paramLabel = "NAME", required = true, description = "The name of the main process.")
        private @Nullable String name;

        @Option(
                names = "--descriptor",
                paramLabel = "FILE",
                required = true,
                description = "The file NAME.endpoint in the runtime directory of the main process.")
        private @Nullable Path descriptor;

        Renderer.Attachment attachment() {
            if (descriptor != null) {
                return Renderer.attachment(UNNAMED).descriptor(descriptor);
            }
            return Renderer.attachment(new ApplicationName(Objects.requireNonNull(name, "name")).value());
        }

        String application() {
            return descriptor == null
                    ? String.valueOf(name)
                    : String.valueOf(descriptor.getFileName()).replaceFirst("\\.endpoint$", "");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Renderer.Attachment attachment = checked(this::attachment);
        checked(this::usePageClasses);
        LogLevels.withoutWarningsOf(List.of(END_WITH_MAIN));
        try (Renderer renderer = attach(attachment)) {
            tellAsItEnds(renderer);
            boolean closed = false;
            while (!closed) {
                closed = renderer.awaitClose(LOOK_AROUND);
            }
            return renderer.isMainGone() ? ExitCodes.PARENT_GONE : ExitCode.OK;
        }
    }

    private void tellAsItEnds(Renderer renderer) {
        try {
            Runtime.getRuntime().addShutdownHook(Threads.daemon("renderer-command-end", () -> tellEnd(renderer)));
        } catch (IllegalStateException ending) { // already, perhaps because its main process has
            tellEnd(renderer);
        }
    }

    /** As this process ends, which it may do by itself: a renderer ends with its main process, whatever its page is at. */
    private void tellEnd(Renderer renderer) {
        if (renderer.isMainGone()) {
            OneLine.print(
                    spec.commandLine(),
                    String.valueOf(CommandFailure.applicationEnded(target.application(), null)
                            .getMessage()));
        }
    }

    private Renderer.Attachment attachment() {
        if (waitSeconds < 0) {
            throw new IllegalArgumentException(WAIT + ", not " + waitSeconds);
        }
        Renderer.Attachment attachment = target.attachment().waitFor(Duration.ofSeconds(waitSeconds));
        if (page != null) {
            attachment.page(page);
        }
        if (host != null) {
            attachment.host(checkedHost(host));
        }
        if (title != null) {
            attachment.title(title);
        }
        return headless ? attachment.headless(true) : attachment;
    }

    private String checkedHost(String name) {
        if (headless) {
            throw new IllegalArgumentException("Give either --host or --headless, not both");
        }
        if (page == null) {
            throw new IllegalArgumentException("--host needs --page, whose window it is for");
        }
        return name;
    }

    private Renderer attach(Renderer.Attachment attachment) {
        try {
            return attachment.attach();
        } catch (NoSuchEndpointException absent) {
            if (target.descriptor != null && waitSeconds == 0 && absent.problem() == Problem.MISSING) {
                throw wrongUse(absent);
            }
            throw target.descriptor == null ? Running.insteadOf(absent) : absent;
        } catch (InsecureDirectoryException elsewhere) {
            throw target.descriptor == null ? elsewhere : wrongUse(elsewhere);
        }
    }

    private ClassLoader usePageClasses() {
        ClassLoader classes = classPath == null
                ? RendererCommand.class.getClassLoader()
                : ClassPath.parse(classPath).loader(); // stays open as long as the JVM runs
        if (page != null) {
            PageClass.check(page, classes);
        }
        Thread.currentThread().setContextClassLoader(classes); // where the renderer looks for its page
        return classes;
    }

    /** Reports an argument that is refused as wrong use. */
    private <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException refused) {
            throw wrongUse(refused);
        }
    }

    private ParameterException wrongUse(RuntimeException refused) {
        return new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
    }
}
