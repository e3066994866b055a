package dev.covalent.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the JVM of a renderer is to be run; set by the methods of {@link BrowserWindowOptions}, which say what each means.
 * Immutable; each method returns a changed copy.
 *
 * @param flags flags of the JVM, after Covalent's own, which they overrule
 * @param classPath its class path; empty for that of the main process
 * @param environment variables beside those that it inherits
 * @param workingDirectory its working directory; null for that of the main process
 * @param output where what it prints goes
 * @param arguments what the page reads by {@code Renderer.arguments()}
 */
public record JvmOptions(
        List<String> flags,
        List<Path> classPath,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        RendererOutput output,
        List<String> arguments) {

    /** A JVM like the main process's own. */
    public static final JvmOptions DEFAULT =
            new JvmOptions(List.of(), List.of(), Map.of(), null, RendererOutput.log(), List.of());

    /** Copies the collections. */
    public JvmOptions {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(output, "output");
        arguments = List.copyOf(arguments);
    }

    /** Sets the flags. */
    public JvmOptions flags(List<String> value) {
        return new JvmOptions(value, classPath, environment, workingDirectory, output, arguments);
    }

    /** Sets the class path. */
    public JvmOptions classPath(List<Path> value) {
        return new JvmOptions(flags, value, environment, workingDirectory, output, arguments);
    }

    /** Sets the variables. */
    public JvmOptions environment(Map<String, String> value) {
        return new JvmOptions(flags, classPath, value, workingDirectory, output, arguments);
    }

    /** Sets the working directory. */
    public JvmOptions workingDirectory(Path value) {
        return new JvmOptions(flags, classPath, environment, Objects.requireNonNull(value, "value"), output, arguments);
    }

    /** Sets where the output goes. */
    public JvmOptions output(RendererOutput value) {
        return new JvmOptions(flags, classPath, environment, workingDirectory, value, arguments);
    }

    /** Sets the arguments. */
    public JvmOptions arguments(List<String> value) {
        return new JvmOptions(flags, classPath, environment, workingDirectory, output, value);
    }

    /** Says what there is, without the values of variables and arguments, which may be nobody else's business. */
    @Override
    public String toString() {
        return "JvmOptions[flags " + flags + ", classPath " + classPath + ", environment " + environment.keySet()
                + ", workingDirectory " + workingDirectory + ", output " + output + ", " + arguments.size()
                + " arguments]";
    }
}
