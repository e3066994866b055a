package dev.covalent.launcher.cli;

import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong and how to put it right. */
final class OneLine {
    /** What Covalent says of a flag for Java: these commands take it otherwise. */
    private static final Pattern PROPERTY = Pattern.compile("(?<!\\S)-Dcovalent\\.");

    private static final Logger log = LoggerFactory.getLogger(OneLine.class);

    private OneLine() {}

    static int wrongUse(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage()).replaceFirst("^Error: ", ""); // as picocli begins some
        if (problem instanceof UnmatchedArgumentException unmatched) {
            message = said(unmatched, message) + likely(unmatched);
        }
        String sentence = message.matches(".*[.?]") ? message : message + ".";
        print(command, sentence + " Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String said(UnmatchedArgumentException unmatched, String otherwise) {
        String first = unmatched.getUnmatched().get(0);
        boolean isCommand = unmatched.getCommandLine().getParent() == null && !unmatched.isUnknownOption();
        return isCommand ? "There is no command '" + first + "'" : otherwise;
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

    /** Prints it on standard error, in the terms of who has typed the command. */
    static void print(CommandLine command, String message) {
        String said =
                PROPERTY.matcher(message.strip().replaceAll("\\s*\\R\\s*", " ")).replaceAll("COVALENT_JAVA_OPTS=$0");
        command.getErr().println("covalent: " + Table.printable(said));
        command.getErr().flush();
    }
}
