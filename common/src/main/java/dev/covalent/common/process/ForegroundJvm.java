package dev.covalent.common.process;

import dev.covalent.common.concurrent.Threads;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM that is run in the place of this one: it has this one's standard streams, environment and working directory, and
 * is told to end when this one is. If this one is killed it cannot tell that: a program that {@linkplain #followRunner
 * follows} its runner then ends by itself.
 *
 * <p>Thread-safe.
 */
public final class ForegroundJvm {
    /** How long a program that is told to end may take before this process leaves it alone. */
    private static final long END_SECONDS = 60;

    /** Has the process id of the JVM that runs this one. */
    private static final String RUNNER = "covalent.run.parent";

    /** What a program that is told to end by SIGTERM ends with. */
    private static final int TERMINATED = 143;

    /** What a JVM ends with that a signal has told to end: SIGHUP, SIGINT or SIGTERM. */
    private static final Set<Integer> OF_SIGNALS = Set.of(129, 130, TERMINATED);

    /** What a JVM ends with that has refused its flags, and one whose program threw. */
    private static final int NOT_STARTED = 1;

    /** Properties, and flags that are words, numbers or switches. */
    private static final Pattern HARMLESS =
            Pattern.compile("-D.*|-\\w+|--[\\w-]+(=.*)?|-XX:[+-]?\\w+(=\\d+[kKmMgGtT]?)?", Pattern.DOTALL);

    private static final Pattern SAID_OF_EVERY_REFUSAL =
            Pattern.compile("(NOTE: )?Picked up .*|Error occurred during initialization of VM"
                    + "|Error: Could not create the Java Virtual Machine\\."
                    + "|Error: A fatal exception has occurred\\. Program will exit\\.|\\s*");

    private static final Logger log = LoggerFactory.getLogger(ForegroundJvm.class);

    private ForegroundJvm() {}

    /**
     * Runs a program and waits until it has ended.
     *
     * @param flags of its JVM
     * @param classPath as written for {@code java -cp}, each entry
     * @return the program's exit status
     * @throws IOException if the system could not start it
     */
    public static int run(List<String> flags, List<String> classPath, String mainClass, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add(runnerFlag() + ProcessHandle.current().pid());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath.stream().collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(arguments);
        Process program = Forks.start(new ProcessBuilder(command).inheritIO());
        Thread hook = Threads.daemon("run-hook", () -> passOn(program));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            program.destroy();
            throw new InterruptedException("This process is told to end");
        }
        int status = program.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            Thread.currentThread().join(); // the hook ends this process
        }
        return status;
    }

    /**
     * Tells why a JVM does not start with these flags, in its words, in one line. To find out, one is started that does
     * nothing but read them.
     *
     * @return absent if it starts, if nobody knows why it does not, or if one of the flags may do more than be read: write a
     *     file, or load an agent
     */
    public static Optional<String> refusal(List<String> flags) {
        if (!flags.stream().allMatch(flag -> HARMLESS.matcher(flag).matches())) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(flags);
        command.add("-version");
        try {
            SystemProgram.Outcome outcome = SystemProgram.outcome(command);
            return outcome.status() == NOT_STARTED
                    ? outcome.printed()
                            .lines()
                            .filter(line -> !SAID_OF_EVERY_REFUSAL.matcher(line).matches())
                            .findFirst()
                    : Optional.empty();
        } catch (IOException unknown) {
            log.debug("Whether Java starts with {} cannot be told", flags, unknown);
            return Optional.empty();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Has mistakes of who runs this process told in one line, if it is run by {@link #run}. */
    public static void tellMistakesInOneLine() {
        if (System.getProperty(RUNNER) != null) {
            UncaughtMistake.install();
        }
    }

    /** Has this process end in good order when the one that {@link #run runs} it is gone; a no-op if there is none. */
    public static void followRunner() {
        String pid = System.clearProperty(RUNNER); // once is enough
        if (pid == null) {
            return;
        }
        try {
            ProcessIdentity runner = new ProcessIdentity(Long.parseLong(pid), null);
            ParentWatchdog unused =
                    ParentWatchdog.watch(runner, null, () -> endWithout(runner), Duration.ofSeconds(END_SECONDS));
        } catch (IllegalArgumentException malformed) {
            log.warn("The property {} has no process id: '{}'", RUNNER, pid);
        }
    }

    private static void endWithout(ProcessIdentity runner) {
        log.warn("The command that ran this application, process {}, is gone; ending", runner.pid());
        System.exit(TERMINATED);
    }

    /** What the flag begins with that says the runner, whom a program that is started again has no more. */
    static String runnerFlag() {
        return "-D" + RUNNER + "=";
    }

    /**
     * A signal that is to end this process ends the program. A status that the program has chosen counts; else it is that of
     * the signal that came here: Ctrl-C reaches both, and which of two signals ends the program first is chance.
     */
    private static void passOn(Process program) {
        program.toHandle().destroy(); // not Process.destroy, which closes its streams
        try {
            if (program.waitFor(END_SECONDS, TimeUnit.SECONDS) && !OF_SIGNALS.contains(program.exitValue())) {
                Runtime.getRuntime().halt(program.exitValue());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
