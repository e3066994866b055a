package dev.covalent.main;

import dev.covalent.common.WindowTitle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a utility process is to be run. Mirrors {@code ForkOptions} of Electron's {@code utilityProcess}. Immutable; each
 * method with a value returns a changed copy.
 *
 * @param serviceName what the process is called in metrics and in {@code child-process-gone}: 1 to 1,024 characters, none of
 *     them a control character
 * @param environment the variables that the process has, and no others; absent for those of the main process. Variables that
 *     would change a JVM behind its command line ({@code JAVA_TOOL_OPTIONS}, {@code _JAVA_OPTIONS}, {@code
 *     JDK_JAVA_OPTIONS}, {@code JDK_AOT_VM_OPTIONS}, {@code CLASSPATH}, {@code LD_PRELOAD}, {@code
 *     DYLD_INSERT_LIBRARIES}) are left out of either
 * @param workingDirectory where the process runs; absent for where the main process does
 * @param jvmFlags flags of its JVM, such as {@code -Xmx256m}; Electron's {@code execArgv}
 * @param classPath its class path, which must hold Covalent's renderer as well; empty for that of the main process
 * @param stdout what becomes of its standard output
 * @param stderr what becomes of its standard error
 */
public record UtilityOptions(
        String serviceName,
        Optional<Map<String, String>> environment,
        Optional<Path> workingDirectory,
        List<String> jvmFlags,
        List<Path> classPath,
        Stdio stdout,
        Stdio stderr) {

    /** Checks the values and copies the collections. */
    public UtilityOptions {
        if (Objects.requireNonNull(serviceName, "serviceName").isBlank()) {
            throw new IllegalArgumentException("serviceName must name the process, and not be blank");
        }
        WindowTitle.checkCharacters("The name of a utility process", serviceName);
        environment = environment.map(Map::copyOf);
        environment.ifPresent(variables -> variables.forEach(UtilityOptions::checkVariable));
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        jvmFlags = List.copyOf(jvmFlags);
        jvmFlags.forEach(UtilityOptions::checkFlag);
        classPath = List.copyOf(classPath);
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }

    /** Returns the options of a process that has what the main process has, and prints where that prints. */
    public static UtilityOptions defaults() {
        return new UtilityOptions(
                "Java Utility Process",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Stdio.INHERIT,
                Stdio.INHERIT);
    }

    /** Sets what the process is called. */
    public UtilityOptions serviceName(String value) {
        return new UtilityOptions(value, environment, workingDirectory, jvmFlags, classPath, stdout, stderr);
    }

    /** Sets the variables that the process has, in place of those of the main process. */
    public UtilityOptions environment(Map<String, String> variables) {
        return new UtilityOptions(
                serviceName, Optional.of(variables), workingDirectory, jvmFlags, classPath, stdout, stderr);
    }

    /** Sets where the process runs. */
    public UtilityOptions workingDirectory(Path directory) {
        return new UtilityOptions(
                serviceName, environment, Optional.of(directory), jvmFlags, classPath, stdout, stderr);
    }

    /** Sets flags of its JVM, such as {@code -Xmx256m}. */
    public UtilityOptions jvmFlags(String... flags) {
        return new UtilityOptions(
                serviceName, environment, workingDirectory, List.of(flags), classPath, stdout, stderr);
    }

    /** Sets its class path, which must hold Covalent's renderer as well as the main class. */
    public UtilityOptions classPath(List<Path> entries) {
        return new UtilityOptions(serviceName, environment, workingDirectory, jvmFlags, entries, stdout, stderr);
    }

    /** Sets what becomes of both its outputs. */
    public UtilityOptions stdio(Stdio both) {
        return new UtilityOptions(serviceName, environment, workingDirectory, jvmFlags, classPath, both, both);
    }

    /** Sets what becomes of its standard output. */
    public UtilityOptions stdout(Stdio use) {
        return new UtilityOptions(serviceName, environment, workingDirectory, jvmFlags, classPath, use, stderr);
    }

    /** Sets what becomes of its standard error. */
    public UtilityOptions stderr(Stdio use) {
        return new UtilityOptions(serviceName, environment, workingDirectory, jvmFlags, classPath, stdout, use);
    }

    private static void checkVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("There can be no environment variable '" + name.replace("\0", "\\0")
                    + "': a name is not empty and has no '=', and neither name nor value has a NUL");
        }
    }

    private static void checkFlag(String flag) {
        if (flag.length() < 2 || !flag.startsWith("-") || flag.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + flag.replace("\0", "\\0")
                    + "' is no flag of a JVM: it does not start with '-', or has a NUL. Write a flag and its value as"
                    + " one, and give what the main class is to read as an argument of fork");
        }
    }
}
