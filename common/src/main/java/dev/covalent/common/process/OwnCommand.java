package dev.covalent.common.process;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM was started, to start the same program again.
 *
 * <p>Immutable.
 */
public final class OwnCommand {
    private final List<String> program;
    private final List<String> arguments;

    private OwnCommand(List<String> program, List<String> arguments) {
        this.program = List.copyOf(program);
        this.arguments = List.copyOf(arguments);
    }

    /**
     * Finds out how this JVM was started.
     *
     * @throws IllegalStateException if that cannot be told, as of a JVM that was not started by {@code java}
     */
    public static OwnCommand find() {
        String command = System.getProperty("sun.java.command", "");
        if (command.isBlank() || System.getProperty("jdk.module.main") != null) {
            throw new IllegalStateException("How this JVM was started cannot be told ('" + command
                    + "'): only a main class" + " of the class path, or a jar, can be started again");
        }
        List<String> given = givenArguments();
        String main = command.split(" ", 2)[0];
        int at = given.indexOf(main);
        List<String> arguments = at < 0
                ? Arrays.stream(command.split(" ")).skip(1).toList() // what its arguments were joined to
                : given.subList(at + 1, given.size());
        return new OwnCommand(program(main), arguments);
    }

    /**
     * Starts the program again, with this JVM's environment, working directory and standard streams; it does not end with
     * this one.
     *
     * @param other the arguments of its main method; null for those of this one
     * @return its process id
     * @throws IOException if the system could not start it
     */
    public long start(@Nullable List<String> other) throws IOException {
        List<String> line = new ArrayList<>(program);
        line.addAll(other == null ? arguments : other);
        return new ProcessBuilder(line).inheritIO().start().pid();
    }

    /** Returns the arguments of this JVM's main method. */
    public List<String> arguments() {
        return arguments;
    }

    private static List<String> program(String main) {
        List<String> program = new ArrayList<>();
        program.add(Path.of(System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "java.exe" : "java")
                .toString());
        program.addAll(again(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        if (main.endsWith(".jar")) {
            program.add("-jar");
        } else {
            program.add("-cp");
            program.add(System.getProperty("java.class.path"));
        }
        program.add(main);
        return program;
    }

    /** Returns the flags with which the JVM is started again: it outlives what runs this one, and is not to end with that. */
    static List<String> again(List<String> flags) {
        return flags.stream()
                .filter(flag -> !flag.startsWith(ForegroundJvm.runnerFlag()))
                .toList();
    }

    /** Returns what the system knows of this process's arguments, which not every system does, nor of every length. */
    private static List<String> givenArguments() {
        Optional<String[]> known = ProcessHandle.current().info().arguments();
        return known.map(List::of).orElse(List.of());
    }
}
