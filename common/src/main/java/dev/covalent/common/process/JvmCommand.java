package dev.covalent.common.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a child JVM is started with.
 *
 * <p>Neither flags nor arguments nor the environment may carry a secret, since other processes can read them: those go
 * into the bootstrap of {@link ChildJvm#start}. Variables that would change a JVM behind its command line are never
 * inherited.
 *
 * <p>Immutable.
 */
public final class JvmCommand {
    /** Variables that add flags, classes or libraries to a JVM from outside. */
    static final Set<String> DROPPED_VARIABLES = Set.of(
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "JDK_AOT_VM_OPTIONS",
            "CLASSPATH",
            "LD_PRELOAD",
            "DYLD_INSERT_LIBRARIES");

    private static final Path NICE = Path.of("/usr/bin/nice");

    /** Those of them that add flags. */
    static final Set<String> ADDING_FLAGS = Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

    private final String mainClass;
    private final String role;
    private final Path java;
    private final List<String> flags;
    private final List<Path> classPath;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final @Nullable Path workingDirectory;
    private final @Nullable Path crashReports;
    private final boolean lowPriority;
    private final boolean inherits;
    private final Map<OutputSink.Stream, OutputUse> outputs;

    private JvmCommand(Builder builder) {
        mainClass = builder.mainClass;
        role = builder.role;
        java = builder.java;
        flags = List.copyOf(builder.flags);
        classPath = List.copyOf(builder.classPath);
        arguments = List.copyOf(builder.arguments);
        environment = Map.copyOf(builder.environment);
        workingDirectory = builder.workingDirectory;
        crashReports = builder.crashReports;
        lowPriority = builder.lowPriority;
        inherits = builder.inherits;
        outputs = Map.copyOf(builder.outputs);
    }

    /**
     * Starts a command with this JVM's Java, class path and working directory.
     *
     * @param mainClass the binary name of a class with a {@code main} method
     */
    public static Builder builder(String mainClass) {
        return new Builder(mainClass);
    }

    /** Returns what the child is for, as in log lines and names of threads. */
    public String role() {
        return role;
    }

    /** Returns the program. */
    public Path java() {
        return java;
    }

    /** Returns the flags that were added to those which every child gets. */
    public List<String> flags() {
        return flags;
    }

    /** Returns the class path, of absolute paths. */
    public List<Path> classPath() {
        return classPath;
    }

    /** Returns the working directory, an absolute path: this process's, unless another was chosen. */
    public Path workingDirectory() {
        return workingDirectory == null ? Path.of("").toAbsolutePath() : workingDirectory;
    }

    /**
     * Tells whether another command has this one's Java, flags, class path, environment, working directory and outputs,
     * whatever each is to be and is told.
     */
    public boolean runsLike(JvmCommand other) {
        return mainClass.equals(other.mainClass)
                && java.equals(other.java)
                && flags.equals(other.flags)
                && classPath.equals(other.classPath)
                && environment.equals(other.environment)
                && inherits == other.inherits
                && Objects.equals(workingDirectory, other.workingDirectory)
                && Objects.equals(crashReports, other.crashReports)
                && lowPriority == other.lowPriority
                && outputs.equals(other.outputs);
    }

    /** Returns the same command for something else, with other arguments. */
    public JvmCommand as(String otherRole, String... otherArguments) {
        Builder copy = copy();
        copy.arguments.clear();
        return copy.role(otherRole).arguments(otherArguments).build();
    }

    /** Returns the same command with more flags. */
    public JvmCommand withFlags(List<String> more) {
        return copy().flags(more.toArray(String[]::new)).build();
    }

    private Builder copy() {
        Builder copy = new Builder(mainClass);
        copy.role = role;
        copy.java = java;
        copy.flags.addAll(flags);
        copy.classPath = classPath;
        copy.arguments.addAll(arguments);
        copy.environment.putAll(environment);
        copy.workingDirectory = workingDirectory;
        copy.crashReports = crashReports;
        copy.lowPriority = lowPriority;
        copy.inherits = inherits;
        copy.outputs.putAll(outputs);
        return copy;
    }

    /** Returns the program, its flags and its arguments. */
    List<String> commandLine() {
        List<String> line = new ArrayList<>();
        if (lowPriority && Files.isExecutable(NICE)) {
            line.addAll(List.of(NICE.toString(), "-n", "19")); // which becomes the JVM itself
        }
        line.add(java.toString());
        line.addAll(JvmFlags.before(flags, crashReports, java.equals(ownJava())));
        line.addAll(flags);
        line.add("-cp");
        line.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /**
     * Says what is wrong with the working directory.
     *
     * @throws IOException if there is no such directory
     */
    void checkWorkingDirectory() throws IOException {
        if (workingDirectory != null && !Files.isDirectory(workingDirectory)) {
            throw new IOException("The working directory " + workingDirectory + " of " + role
                    + (Files.exists(workingDirectory) ? " is a file" : " does not exist")
                    + ". Make it before, or set another.");
        }
    }

    ProcessBuilder toProcessBuilder() {
        ProcessBuilder process = new ProcessBuilder(commandLine());
        process.redirectOutput(use(OutputSink.Stream.OUT).redirect());
        process.redirectError(use(OutputSink.Stream.ERR).redirect());
        if (!inherits) {
            process.environment().clear();
        }
        process.environment().putAll(environment);
        process.environment().keySet().removeAll(DROPPED_VARIABLES);
        if (workingDirectory != null) {
            process.directory(workingDirectory.toFile());
        }
        return process;
    }

    /** Returns what is done with one of the child's outputs. */
    OutputUse use(OutputSink.Stream stream) {
        return outputs.getOrDefault(stream, OutputUse.TAKEN);
    }

    /** Returns where process {@code pid} of this command leaves its crash report, or null if that is not known. */
    @Nullable Path crashReport(long pid) {
        return crashReports == null ? null : crashReports.resolve("hs_err_" + pid + ".log");
    }

    @Override
    public String toString() {
        return role + " (" + mainClass + " on " + java + ")";
    }

    static Path ownJava() {
        boolean windows = File.separatorChar == '\\';
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    }

    /**
     * Collects what a child JVM is started with.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {
        private final String mainClass;
        private String role = "child";
        private Path java = ownJava();
        private List<Path> classPath = ownClassPath();
        private final List<String> flags = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private @Nullable Path workingDirectory;
        private @Nullable Path crashReports;
        private boolean lowPriority;
        private boolean inherits = true;
        private final Map<OutputSink.Stream, OutputUse> outputs = new EnumMap<>(OutputSink.Stream.class);

        private Builder(String mainClass) {
            if (mainClass.isEmpty() || mainClass.startsWith("-")) {
                throw new IllegalArgumentException("Not the name of a class: '" + mainClass + "'");
            }
            this.mainClass = mainClass;
        }

        /** Says what the child is for: {@code "renderer-3"}. */
        public Builder role(String role) {
            this.role = Objects.requireNonNull(role, "role");
            return this;
        }

        /** Replaces the {@code java} program. */
        public Builder java(Path java) {
            this.java = Objects.requireNonNull(java, "java");
            return this;
        }

        /**
         * Adds flags for the JVM; they overrule the ones that every child gets.
         *
         * @throws IllegalArgumentException if one would be taken for a class path, or for what is to be run
         */
        public Builder flags(String... flags) {
            for (String flag : flags) {
                CommandChecks.flag(flag);
            }
            this.flags.addAll(List.of(flags));
            return this;
        }

        /** Replaces the class path; relative paths are resolved against this process's working directory. */
        public Builder classPath(List<Path> classPath) {
            for (Path entry : classPath) {
                if (entry.toString().contains(File.pathSeparator)) {
                    throw new IllegalArgumentException("Class path entry '" + entry + "' contains '"
                            + File.pathSeparator + "', which separates entries. Rename the directory.");
                }
            }
            this.classPath = classPath.stream().map(Path::toAbsolutePath).toList();
            return this;
        }

        /** Adds arguments for the program. */
        public Builder arguments(String... arguments) {
            for (String argument : arguments) {
                CommandChecks.argument(argument);
            }
            this.arguments.addAll(List.of(arguments));
            return this;
        }

        /**
         * Adds a variable to the inherited environment.
         *
         * @throws IllegalArgumentException if there can be no such variable, or if it would change the JVM behind its
         *     command line
         */
        public Builder environment(String name, String value) {
            CommandChecks.variable(name, value);
            if (DROPPED_VARIABLES.contains(name)) {
                throw new IllegalArgumentException("A child JVM never gets " + name + ". Use flags or classPath.");
            }
            environment.put(name, value);
            return this;
        }

        /**
         * Replaces the inherited environment; variables that would change the JVM behind its command line are left out all
         * the same.
         */
        public Builder onlyEnvironment(Map<String, String> variables) {
            inherits = false;
            environment.clear();
            environment.putAll(variables);
            return this;
        }

        /** Says what is done with one of the child's outputs; by default it is taken line by line. */
        public Builder output(OutputSink.Stream stream, OutputUse use) {
            outputs.put(stream, Objects.requireNonNull(use, "use"));
            return this;
        }

        /** Replaces the working directory. */
        public Builder workingDirectory(Path directory) {
            workingDirectory = directory.toAbsolutePath();
            return this;
        }

        /** Says where a child that crashes leaves its report; without one, some crashes look like an abnormal exit. */
        public Builder crashReports(Path directory) {
            crashReports = directory.toAbsolutePath();
            return this;
        }

        /** Lets every other process go before this one, where the system has {@code nice}. */
        public Builder lowPriority() {
            lowPriority = true;
            return this;
        }

        /** Makes the command. */
        public JvmCommand build() {
            return new JvmCommand(this);
        }

        private static List<Path> ownClassPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> Path.of(entry).toAbsolutePath())
                    .toList();
        }
    }
}
