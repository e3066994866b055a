package dev.covalent.launcher.cli;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong and how to put it right. */
final class OneLine {
    private static final Logger log = LoggerFactory.getLogger(OneLine.class);

    private OneLine() {}

    static int wrongUse(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage()).replaceFirst("^Error: ", ""); // as picocli begins some
        if (problem instanceof UnmatchedArgumentException unmatched) {
            message += likely(unmatched);
        }
        String sentence = message.matches(".*[.?]") ? message : message + ".";
        print(command, sentence + " Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String likely(UnmatchedArgumentException unmatched) {
        List<String> alike = unmatched.getSuggestions();
        return alike.isEmpty() ? "" : ". Did you mean '" + alike.get(0) + "'?";
    }

    static int failure(Exception problem, CommandLine command, ParseResult parsed) {
        log.debug("{} failed", command.getCommandSpec().qualifiedName(), problem);
        String message = problem.getMessage();
        print(command, message == null ? problem.toString() : message);
        return problem instanceof CommandFailure failure ? failure.status() : ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("covalent: " + Table.printable(message.strip().replaceAll("\\s*\\R\\s*", " ")));
        command.getErr().flush();
    }
}
