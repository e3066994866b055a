package dev.covalent.launcher.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong and how to put it right. */
final class OneLine {
    /** What Covalent says of a flag for Java: these commands take it otherwise. */
    private static final Pattern PROPERTY = Pattern.compile("(?<!\\S)-Dcovalent\\.");

    /** As picocli says it, by the type that Java has for the number. */
    private static final Pattern NO_NUMBER =
            Pattern.compile("Invalid value for option '(\\S+)': '(.*)' is not an? (int|long|double)", Pattern.DOTALL);

    /** What the commands say themselves of numbers that are not in range. */
    private static final List<String> NUMBERS = List.of(
            Following.COUNT, InvokeCommand.DEADLINE, MessageCommand.TO, RendererCommand.WAIT, TraceCommand.WINDOW);

    private static final String AFTER_DASHES = "comes after '--'";

    private static final Logger log = LoggerFactory.getLogger(OneLine.class);

    private OneLine() {}

    static int wrongUse(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage()).replaceFirst("^Error: ", ""); // as picocli begins some
        if (problem instanceof UnmatchedArgumentException unmatched) {
            message = said(unmatched, message) + likely(unmatched);
        } else if (problem instanceof MissingParameterException) {
            message += dashed(command);
        } else {
            message = number(message);
        }
        String sentence = message.matches(".*[.?]") ? message : message + ".";
        print(command, sentence + " Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String said(UnmatchedArgumentException unmatched, String otherwise) {
        if (unmatched.isUnknownOption()) {
            return otherwise;
        }
        CommandLine command = unmatched.getCommandLine();
        String first = unmatched.getUnmatched().get(0);
        if (command.getParent() != null) {
            return "Too many arguments: '" + String.join("', '", unmatched.getUnmatched()) + "'";
        }
        return command.getSubcommands().containsKey(first)
                ? "The command comes first, as in 'covalent " + first + "'"
                : "There is no command '" + first + "'";
    }

    private static String likely(UnmatchedArgumentException unmatched) {
        List<String> alike = unmatched.getSuggestions();
        if (!alike.isEmpty()) {
            boolean isThat = alike.get(0).equals(unmatched.getUnmatched().get(0));
            return isThat ? "" : ". Did you mean '" + alike.get(0) + "'?";
        }
        return unmatched.isUnknownOption() && takesTexts(unmatched.getCommandLine())
                ? ". What begins with '-' and is no option " + AFTER_DASHES
                : "";
    }

    /** What is missing may have been taken for an option. */
    private static String dashed(CommandLine command) {
        return command.getUnmatchedArguments().stream()
                .filter(text -> text.startsWith("-") && takesTexts(command))
                .findFirst()
                .map(text -> ". What begins with '-' and is no option, as '" + text + "', " + AFTER_DASHES)
                .orElse("");
    }

    /** Tells whether a command takes more than the name of an application, such as names and values that it has. */
    private static boolean takesTexts(CommandLine command) {
        return command.getCommand() instanceof NamedCommand
                && command.getCommandSpec().positionalParameters().size() > 1;
    }

    private static String number(String message) {
        Matcher matcher = NO_NUMBER.matcher(message);
        if (!matcher.matches()) {
            return message;
        }
        String option = matcher.group(1);
        String otherwise = option + " takes a " + (matcher.group(3).equals("double") ? "number" : "whole number");
        String takes = NUMBERS.stream()
                .filter(each -> each.startsWith(option + " "))
                .findFirst()
                .orElse(otherwise);
        long most = matcher.group(3).equals("int") ? Integer.MAX_VALUE : Long.MAX_VALUE;
        String limit = matcher.group(2).matches("[+-]?\\d+") ? ", at most " + most : "";
        return takes + limit + ", not '" + matcher.group(2) + "'";
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
