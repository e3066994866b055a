package dev.covalent.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import dev.covalent.common.process.ProcessEnd;
import dev.covalent.common.process.UnreapedProcess;
import dev.covalent.launcher.LauncherMain;
import dev.covalent.launcher.e2e.Eventually;
import dev.covalent.launcher.e2e.Signals;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code covalent run} in a JVM of its own, with an application of which it knows nothing but its jar. */
@Timeout(90)
final class RunCommandIT {
    private static final String RUNTIME_DIRECTORY = "covalent.runtimeDir";
    private static final long LIMIT_SECONDS = 60;
    private static final String SOURCE = """
            import dev.covalent.main.MainProcess;
            import java.util.Map;

            public final class Notes {
                public static void main(String[] args) throws Exception {
                    System.out.println("args " + String.join("|", args) + " " + System.getProperty("notes.flag"));
                    System.out.println("in " + new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine());
                    System.err.println("on err");
                    if (args.length > 0 && args[0].equals("leave")) {
                        System.exit(7);
                    }
                    if (args.length > 0 && args[0].equals("fail")) {
                        throw new IllegalStateException("of its own");
                    }
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        System.out.println("ends in good order");
                        System.out.flush();
                    }));
                    MainProcess main = MainProcess.builder().name("notes").headless(true).start();
                    main.globals().share("shared", Map.of("property", "value"));
                    main.ipcMain().handle("add", (event, message) -> message.get(0, int.class) + message.get(1, int.class));
                    main.ipcMain().on("exit", (event, message) -> main.app().exit(message.get(0, int.class)));
                    new Thread(() -> new java.util.concurrent.CompletableFuture<Void>().join()).start(); // keeps the JVM
                    System.out.println("runs as " + ProcessHandle.current().pid());
                    main.awaitQuit();
                }
            }
            """;

    @TempDir
    private Path directory;

    private final List<String> err = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();

    @BeforeEach
    void useOwnRuntimeDirectory() {
        System.setProperty(RUNTIME_DIRECTORY, directory.resolve("run").toString());
    }

    @AfterEach
    void forgetRuntimeDirectory() {
        System.clearProperty(RUNTIME_DIRECTORY);
    }

    @Test
    void run_withoutArguments_takesTheOneJarInTarget_andHasItsStreamsAndStatus() throws Exception {
        Path target = Files.createDirectory(directory.resolve("target"));
        jar(target.resolve("notes-1.0.jar"), true);
        Files.createFile(target.resolve("notes-1.0-sources.jar"));
        Files.writeString(directory.resolve("in"), "not to be read");

        try (ChildJvm launcher =
                covalent("a line\n", "run", "--jvm-flag=-Dnotes.flag=set", "--", "leave", "--now", "*", "@in")) {
            assertThat(status(launcher)).isEqualTo(7);
        }
        assertThat(out).containsExactly("args leave|--now|*|@in set", "in a line");
        assertThat(err).containsExactly("on err");
    }

    @Test
    void run_flagWithWhichJavaDoesNotStart_isWrongUse_andAFailureOfTheApplicationIsNot() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);
        String[] fails = {"run", jar.toString(), "--main=Notes", "--jvm-flag=-Dnotes.flag=set", "fail"};

        try (ChildJvm launcher = covalent("\n", fails)) {
            assertThat(status(launcher)).isEqualTo(1);
        }
        assertThat(err).anyMatch(line -> line.contains("of its own")).noneMatch(line -> line.contains("--jvm-flag"));
        err.clear();
        try (ChildJvm launcher = covalent("\n", "run", jar.toString(), "--main=Notes", "--jvm-flag=-XX:+NoSuch")) {
            assertThat(status(launcher)).isEqualTo(2);
        }
        assertThat(err)
                .containsExactly(
                        "covalent: Java does not start with --jvm-flag=-XX:+NoSuch: Unrecognized VM option 'NoSuch'."
                                + " Try 'covalent run --help'.");
        err.clear();
        try (ChildJvm launcher =
                covalent("\n", "run", jar.toString(), "--main=Notes", "--jvm-flag=-Xms2g", "--jvm-flag=-Xmx1g")) {
            assertThat(status(launcher)).isEqualTo(2);
        }
        assertThat(err)
                .singleElement()
                .asString()
                .startsWith(
                        "covalent: Java does not start with --jvm-flag=-Xms2g --jvm-flag=-Xmx1g: Initial heap size");
    }

    @Test
    void run_whatIsBehindTheJar_isTheApplications() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);

        try (ChildJvm launcher = covalent(
                "\n", "run", jar.toString(), "--main=Notes", "leave", "--main", "-Vx", "--", "--json", "@in")) {
            assertThat(status(launcher)).as("%s", err).isEqualTo(7);
        }
        assertThat(out.poll()).isEqualTo("args leave|--main|-Vx|--|--json|@in null");
    }

    @Test
    void run_whatIsAfterTheEndOfOptions_isTheApplicationsWhateverItLooksLike() throws Exception {
        Path target = Files.createDirectory(directory.resolve("target"));
        jar(target.resolve("notes-1.0.jar"), true);

        try (ChildJvm launcher = covalent("\n", "run", "--jvm-flag=-Dnotes.flag=set", "--", "leave", "--help")) {
            assertThat(status(launcher)).as("%s", err).isEqualTo(7);
        }
        assertThat(out.poll()).isEqualTo("args leave|--help set");
    }

    @Test
    void run_mainClassThatIsNotInTheJar_isToldBeforeJavaIsStarted() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), true);
        Path other = directory.resolve("other.jar");
        try (JarOutputStream empty = new JarOutputStream(Files.newOutputStream(other), manifest(true))) {
            empty.finish();
        }

        CommandRun named = CommandRun.of("run", jar.toString(), "--main", "Nots");
        CommandRun said = CommandRun.of("run", other.toString());

        assertThat(named.err())
                .isEqualTo(
                        "covalent: --main 'Nots' is not in " + jar + ": give its whole name, as in com.example.Notes,"
                                + " and where it is. Try 'covalent run --help'." + System.lineSeparator());
        assertThat(named.status()).isEqualTo(2);
        assertThat(said.err())
                .startsWith("covalent: Its Main-Class 'Notes' is not in " + other)
                .hasLineCount(1);
        assertThat(said.status()).isEqualTo(2);
    }

    @Test
    void run_whereThereIsNoJar_saysHowToUseIt() throws Exception {
        try (ChildJvm launcher = covalent("", "run")) {
            assertThat(status(launcher)).isEqualTo(2);
        }
        assertThat(out).isEmpty();
        assertThat(err)
                .singleElement()
                .asString()
                .startsWith("covalent: There is no jar in " + directory.toRealPath())
                .contains("covalent run notes.jar")
                .endsWith("Try 'covalent run --help'.");
    }

    @Test
    void run_jarWithoutMainClass_saysHowToSayIt() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);

        CommandRun run = CommandRun.of("run", jar.toString());

        assertThat(run.err())
                .contains("does not say its main class: say it with --main")
                .hasLineCount(1);
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void run_whatIsAMistakeOfWhoRunsIt_isToldInOneLine_andAFailureOfTheApplicationWithItsFrames() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);
        try (ChildJvm first = notes(jar)) {
            long unused = takePid();
            assertThat(Eventually.becomes(true, () -> err.contains("on err"))).isTrue();
            err.clear();
            try (ChildJvm second = notes(jar)) {
                assertThat(status(second)).isEqualTo(1);
            }
            first.terminate();
            assertThat(status(first)).isEqualTo(143);
        }
        assertThat(err.remove(0)).isEqualTo("on err");
        assertThat(err)
                .singleElement()
                .asString()
                .startsWith("Exception in thread \"main\" dev.covalent.common.endpoint.EndpointInUseException: An"
                        + " application named 'notes' is already running");
        err.clear();

        try (ChildJvm failing = covalent("\n", "run", jar.toString(), "--main=Notes", "fail")) {
            assertThat(status(failing)).isEqualTo(1);
        }
        assertThat(err).anyMatch(line -> line.startsWith("\tat Notes.main("));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no SIGTERM
    void run_applicationThatStays_isLookedIntoFromOutside_andEndsWithTheCommand() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);

        try (ChildJvm launcher = notes(jar)) {
            long pid = takePid();

            assertThat(CommandRun.of("ps", "notes").out()).contains("notes 0.0.0, pid " + pid);
            assertThat(CommandRun.of("get", "notes", "shared", "property").out().strip())
                    .isEqualTo("\"value\"");
            assertThat(CommandRun.of("invoke", "notes", "add", "1", "2").out().strip())
                    .isEqualTo("3");
            ProcessHandle application = ProcessHandle.of(pid).orElseThrow();
            launcher.terminate();

            assertThat(take("ends ")).isEqualTo("ends in good order");
            assertThat(status(launcher)).isEqualTo(143);
            assertThat(ProcessEnd.hasCome(application)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "HUP, 129"})
    @DisabledOnOs(OS.WINDOWS) // which has no signals
    void run_toldToEndBySignal_endsTheApplication_withTheStatusOfThatSignal(String signal, int status)
            throws Exception {
        assumeThat(Signals.areIgnored(signal))
                .as("so whoever started this build wants it")
                .isFalse();
        Path jar = jar(directory.resolve("plain.jar"), false);

        try (ChildJvm launcher = notes(jar)) {
            ProcessHandle application = ProcessHandle.of(takePid()).orElseThrow();
            Signals.send(signal, launcher.pid());

            assertThat(take("ends ")).isEqualTo("ends in good order");
            assertThat(status(launcher)).isEqualTo(status);
            assertThat(ProcessEnd.hasCome(application)).isTrue();
        }
    }

    @Test // APP-09
    void run_applicationThatExits_endsTheCommandWithItsCode() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);

        try (ChildJvm launcher = notes(jar)) {
            long unused = takePid();

            CommandRun unheard = CommandRun.of("send", "notes", "exit", "7"); // it may be gone before it says so

            assertThat(status(launcher)).as("%s", unheard.err()).isEqualTo(7);
            assertThat(take("ends ")).isEqualTo("ends in good order");
        }
    }

    @Test
    void run_killed_takesTheApplicationWithIt() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);

        try (ChildJvm launcher = notes(jar)) {
            ProcessHandle application = ProcessHandle.of(takePid()).orElseThrow();
            assertThat(ProcessHandle.of(launcher.pid()).orElseThrow().destroyForcibly())
                    .isTrue();

            assertEnds(application);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nothing is taken for alive that has ended")
    void run_killedAndNobodyAsksHowItEnded_takesTheApplicationWithIt() throws Exception {
        Path jar = jar(directory.resolve("plain.jar"), false);

        try (UnreapedProcess launcher = UnreapedProcess.of(command(runNotes(jar)))) {
            String line = launcher.take("runs as ");
            ProcessHandle application = ProcessHandle.of(Long.parseLong(line.substring("runs as ".length())))
                    .orElseThrow();
            launcher.kill();

            assertEnds(application);
        }
    }

    private static void assertEnds(ProcessHandle application) throws InterruptedException {
        try {
            ProcessEnd.await(application);
        } finally {
            application.destroyForcibly();
        }
    }

    private ChildJvm notes(Path jar) throws Exception {
        return covalent("\n", runNotes(jar));
    }

    private String[] runNotes(Path jar) {
        return new String[] {
            "run",
            jar.toString(),
            "--main",
            "Notes",
            "--jvm-flag=-D" + RUNTIME_DIRECTORY + "=" + directory.resolve("run"),
            "--jvm-flag=-Dcovalent.userData=" + directory.resolve("data")
        };
    }

    private long takePid() throws InterruptedException {
        return Long.parseLong(take("runs as ").substring("runs as ".length()));
    }

    private String take(String start) throws InterruptedException {
        String line = "";
        while (line != null && !line.startsWith(start)) {
            line = out.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(line).as("what starts with '%s'; %s", start, err).isNotNull();
        return line == null ? "" : line;
    }

    private ChildJvm covalent(String input, String... arguments) throws Exception {
        return ChildJvm.start(command(arguments), input.getBytes(StandardCharsets.UTF_8), (pid, stream, line) -> {
            if (stream == OutputSink.Stream.OUT) {
                out.add(line);
            } else {
                err.add(line);
            }
        });
    }

    private JvmCommand command(String... arguments) {
        return JvmCommand.builder(LauncherMain.class.getName())
                .role("covalent")
                .flags("-XX:TieredStopAtLevel=1")
                .workingDirectory(directory)
                .arguments(arguments)
                .build();
    }

    private static int status(ChildJvm launcher) throws Exception {
        return launcher.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS).exitCode();
    }

    private Path jar(Path jar, boolean saysMain) throws Exception {
        Path source = Files.writeString(directory.resolve("Notes.java"), SOURCE);
        Path classes = Files.createDirectory(directory.resolve("classes"));
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failures).isZero();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest(saysMain))) {
            entries.putNextEntry(new JarEntry("Notes.class"));
            Files.copy(classes.resolve("Notes.class"), entries);
            entries.closeEntry();
        }
        return jar;
    }

    private static Manifest manifest(boolean saysMain) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (saysMain) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Notes");
        }
        return manifest;
    }
}
