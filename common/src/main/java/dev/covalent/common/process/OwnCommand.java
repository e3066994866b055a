package dev.covalent.common.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM was started, to start the same program again.
 *
 * <p>Immutable.
 */
public final class OwnCommand {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private final List<String> program;
    private final Optional<List<String>> arguments;

    private OwnCommand(List<String> program, Optional<List<String>> arguments) {
        this.program = List.copyOf(program);
        this.arguments = arguments.map(List::copyOf);
    }

    /**
     * Finds out how this JVM was started.
     *
     * @throws IllegalStateException if that cannot be told, as of a JVM that was not started by {@code java}
     */
    public static OwnCommand find() {
        return of(
                System.getProperty("sun.java.command", ""),
                System.getProperty("java.class.path", ""),
                again(ManagementFactory.getRuntimeMXBean().getInputArguments()),
                givenArguments());
    }

    /**
     * Puts together what is known.
     *
     * @param command the main class, or the jar, and the arguments, joined by spaces
     * @param given the arguments of {@code java}, flags and all; empty where the system does not tell them
     */
    static OwnCommand of(String command, String classPath, List<String> flags, List<String> given) {
        Path java = JvmCommand.ownJava();
        if (command.isBlank() || System.getProperty("jdk.module.main") != null || !Files.isExecutable(java)) {
            throw new IllegalStateException("How this JVM was started cannot be told ('" + command + "', " + java
                    + "): only a main class of the class path, or a jar, can be started again, by java");
        }
        boolean jar = classPath.endsWith(".jar") && (command.equals(classPath) || command.startsWith(classPath + " "));
        String main = jar ? classPath : command.split(" ", 2)[0];
        String rest = command.substring(main.length());
        List<String> program = new ArrayList<>(List.of(java.toString()));
        program.addAll(flags);
        program.addAll(jar ? List.of("-jar", main) : List.of("-cp", classPath, main));
        return new OwnCommand(program, argumentsAfter(main, rest, given));
    }

    /** Finds the arguments of the program among those of {@code java}: they are what follows it and reads like them. */
    private static Optional<List<String>> argumentsAfter(String main, String rest, List<String> given) {
        for (int i = 0; i < given.size(); i++) {
            List<String> tail = given.subList(i + 1, given.size());
            if (given.get(i).equals(main) && joined(tail).equals(rest)) {
                return Optional.of(tail);
            }
        }
        return rest.isEmpty() ? Optional.of(List.of()) : Optional.empty();
    }

    private static String joined(List<String> arguments) {
        StringBuilder text = new StringBuilder();
        arguments.forEach(argument -> text.append(' ').append(argument));
        return text.toString();
    }

    /**
     * Returns the arguments of this JVM's main method.
     *
     * @throws IllegalStateException if they cannot be told apart
     */
    public List<String> arguments() {
        return arguments.orElseThrow(() -> new IllegalStateException(
                "The system does not tell with which arguments this JVM was started: give them"
                        + " to relaunch(arguments)"));
    }

    /**
     * Starts the program again when this process has ended, with its environment, working directory and standard streams;
     * it does not end with this one. Until then a small JVM waits.
     *
     * <p>Variables that add flags to a JVM are left out, because what they have added is among the flags of this one.
     *
     * @param other the arguments of its main method; null for those of this one
     * @throws IOException if the system could not start what waits
     */
    public void startAfterThis(@Nullable List<String> other) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                JvmCommand.ownJava().toString(), "-Xmx16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        line.add(System.getProperty("java.class.path"));
        line.add(StartAfter.class.getName());
        line.add(Long.toString(ProcessHandle.current().pid()));
        line.addAll(program);
        line.addAll(other == null ? arguments() : other);
        ProcessBuilder waiting = new ProcessBuilder(line).inheritIO();
        waiting.environment().keySet().removeAll(JvmCommand.ADDING_FLAGS);
        Process unused = Forks.start(waiting);
    }

    /** Returns the flags with which the JVM is started again: it outlives what runs this one, and is not to end with that. */
    static List<String> again(List<String> flags) {
        return flags.stream()
                .filter(flag -> !flag.startsWith(ForegroundJvm.runnerFlag()))
                .toList();
    }

    /** Returns what the system knows of this process's arguments, which not every system does, nor of every length. */
    private static List<String> givenArguments() {
        try {
            List<String> line = new ArrayList<>(List.of(
                    Files.readString(COMMAND_LINE, StandardCharsets.UTF_8).split("\0", -1)));
            line.remove(line.size() - 1); // behind the last
            return line.subList(1, line.size());
        } catch (IOException | RuntimeException elsewhere) {
            return ProcessHandle.current().info().arguments().map(List::of).orElse(List.of());
        }
    }
}
