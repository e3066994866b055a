package dev.covalent.launcher.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code covalent completion}. Not thread-safe. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets a shell complete this command and its options.",
            "",
            "Names of applications are not completed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  source <(covalent completion bash)", "  covalent completion zsh >> ~/.zshrc"},
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {ExitStatus.OK, ExitStatus.USAGE},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class CompletionCommand implements Callable<Integer> {
    /** The shells; the script of the first sets the second up to understand it. */
    private enum Shell {
        bash,
        zsh
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine whole = spec.root().commandLine();
        whole.getOut().println("# Completion of covalent for " + shell);
        whole.getOut().print(AutoComplete.bash(spec.root().name(), whole));
        whole.getOut().flush();
        return ExitCode.OK;
    }
}
