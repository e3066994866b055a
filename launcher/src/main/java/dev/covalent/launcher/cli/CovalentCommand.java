package dev.covalent.launcher.cli;

import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code covalent}; what it does is in its subcommands. Not thread-safe. */
@Command(
        name = "covalent",
        description = {
            "Electron's process model for the JVM, carried by Java RMI.",
            "",
            "Runs applications, shows and measures what they are made of, and looks into those that run: an application is"
                    + " found by the name that it was given, among those of the same user, in the directory that the"
                    + " property covalent.runtimeDir or the system says."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent demo",
            "  covalent run notes.jar",
            "  covalent ps notes",
            "  covalent trace notes --channel 'order*'",
            "",
            "'covalent COMMAND --help' tells more of each. COVALENT_JAVA_OPTS has flags for this command's own JVM, as in"
                    + " COVALENT_JAVA_OPTS=-Dcovalent.log=debug."
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {
            ExitStatus.OK,
            "1:It could not be done, or what it prints could not be written; one line on standard error says why.",
            ExitStatus.USAGE,
            "141:Whoever read what it prints had enough, as 'head' has."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            RendererCommand.class,
            PsCommand.class,
            GetCommand.class,
            SetCommand.class,
            WatchCommand.class,
            SendCommand.class,
            InvokeCommand.class,
            TraceCommand.class,
            BenchCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class CovalentCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    private CovalentCommand() {}

    /**
     * Runs the command line on the standard streams.
     *
     * @return the exit status: 0, 1 for what went wrong, 2 for wrong use, others as the help says
     */
    public static int run(String... arguments) {
        CommandLine whole = commandLine();
        try {
            whole.setOut(CommandOutput.standard());
        } catch (IllegalArgumentException noEncoding) {
            OneLine.print(whole, String.valueOf(noEncoding.getMessage()));
            return ExitCode.USAGE;
        }
        Optional<String> undecodable = TypedArguments.flaw(arguments.length);
        if (undecodable.isPresent()) {
            OneLine.print(whole, undecodable.get());
            return ExitCode.USAGE;
        }
        return whole.execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine whole = new CommandLine(new CovalentCommand())
                .setExpandAtFiles(false) // what begins with '@' is for an application, as it is
                .setExecutionStrategy(CommandOutput::execute)
                .setParameterExceptionHandler(OneLine::wrongUse)
                .setExecutionExceptionHandler(OneLine::failure);
        Objects.requireNonNull(whole.getSubcommands().get(RunCommand.NAME))
                .setStopAtUnmatched(true) // what an application is given is not for this command to understand
                .setPosixClusteredShortOptionsAllowed(false);
        return whole;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }
}
