package dev.covalent.common.process;

import java.util.Objects;
import java.util.Set;

/**
 * Refuses what would make a JVM's command line, or its environment, mean something else than it says.
 *
 * <p>Immutable.
 */
final class CommandChecks {
    /** Options that say what is run, which is settled. */
    private static final Set<String> PROGRAM_OPTIONS = Set.of("-jar", "-m", "--module", "--source");

    private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-cp", "-classpath", "--class-path");

    /** Options that would take the next word of the command line for their value. */
    private static final Set<String> OPTIONS_WITH_VALUE = Set.of(
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-reads",
            "--add-exports",
            "--add-opens",
            "--patch-module",
            "--enable-native-access");

    private CommandChecks() {}

    static void flag(String flag) {
        Objects.requireNonNull(flag, "flag");
        text("flag", flag);
        String option = flag.contains("=") ? flag.substring(0, flag.indexOf('=')) : flag;
        if (CLASS_PATH_OPTIONS.contains(option)) {
            throw new IllegalArgumentException("'" + flag + "' is no flag for a child JVM. Use classPath.");
        }
        if (PROGRAM_OPTIONS.contains(option)) {
            throw new IllegalArgumentException(
                    "'" + flag + "' says what a JVM runs, and that is settled. Use flags of the JVM only.");
        }
        if (OPTIONS_WITH_VALUE.contains(flag)) {
            String whole = flag.equals("-p") ? "--module-path" : flag;
            throw new IllegalArgumentException("'" + flag + "' would take the word after it for its value. Write both"
                    + " as one flag: '" + whole + "=...'");
        }
        if (flag.length() < 2 || !flag.startsWith("-")) { // the JVM would take it for the class to run
            throw new IllegalArgumentException("'" + flag + "' is no flag of a JVM: it does not start with '-'."
                    + " Write a flag and its value as one, and what the program is to read as an argument.");
        }
    }

    static void argument(String argument) {
        text("argument", Objects.requireNonNull(argument, "argument"));
    }

    static void variable(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException("'" + name + "' is no name of an environment variable: it must not be"
                    + " empty or contain '='. The value comes after it, apart.");
        }
        text("name of a variable", name);
        text("value of " + name, value);
    }

    private static void text(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The " + what + " contains a NUL, where it would be cut off: '" + text.replace("\0", "\\0") + "'");
        }
    }
}
