package dev.covalent.launcher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code covalent}; what it does is in its subcommands. Not thread-safe. */
@Command(
        name = "covalent",
        description = "Electron's process model for the JVM, carried by Java RMI.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        subcommands = {DemoCommand.class, RendererCommand.class, BenchCommand.class})
public final class CovalentCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    private CovalentCommand() {}

    /**
     * Runs the command line on the standard streams.
     *
     * @return the exit status: 0, 1 for what went wrong, 2 for wrong use
     */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CovalentCommand())
                .setParameterExceptionHandler(OneLine::wrongUse)
                .setExecutionExceptionHandler(OneLine::failure);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: demo, renderer or bench");
    }
}
