package dev.covalent.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run of the script {@code covalent}. */
record ScriptRun(int status, String out, String err) {
    private static final long LIMIT_SECONDS = 30;

    /** Runs the script to its end. */
    static ScriptRun of(Path script, Path directory, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return start(script, directory, environment, arguments).await();
    }

    /** Starts the script. */
    static Running start(Path script, Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        Path out = Files.createTempFile(directory, "out", null);
        Path err = Files.createTempFile(directory, "err", null);
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("COVALENT_JAVA_OPTS", "-Dcovalent.archive=off"); // nothing in this user's cache
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** A run that has not ended, perhaps. */
    record Running(Process process, Path out, Path err) {

        /** Waits for its end. */
        ScriptRun await() throws IOException, InterruptedException {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Still running: " + Files.readString(err));
            }
            return new ScriptRun(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }
}
