package dev.covalent.launcher.cli;

import dev.covalent.common.process.ForegroundJvm;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The command {@code covalent run}. Not thread-safe. */
@Command(
        name = RunCommand.NAME,
        customSynopsis = {
            "covalent run [--main=CLASS] [--class-path=PATHS] [--jvm-flag=FLAG]...",
            "                    [JAR] [[--] ARG...]"
        },
        description = {
            "Starts an application, as 'electron .' does.",
            "",
            "The application is a jar, whose manifest or --main says the main class, or the classes on --class-path with"
                    + " --main. Without either it is the one jar in the directory target. Covalent's own jars come behind"
                    + " on the class path, so that the application need not bring them.",
            "",
            "What stands behind the jar and is none of the options below is the application's, and so is all that"
                    + " follows it. After '--' everything is, also what looks like one of these options.",
            "",
            "It has this command's standard streams, environment and directory, and its exit status is this command's:"
                    + " the code given to app.exit, or 0 after app.quit, since its JVM ends with its main"
                    + " process unless it says exitsJvm(false). What ends this command (Ctrl-C, SIGTERM) ends the"
                    + " application in good order. If this command is killed (SIGKILL), the application ends some"
                    + " seconds later, in good order too, provided that it has started a main process or will."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent run",
            "  covalent run notes.jar --verbose file.txt",
            "  covalent run notes.jar -- --help",
            "  covalent run --main com.example.Notes --class-path 'classes:lib/*' -- -v",
            "  covalent run notes.jar --jvm-flag=-Xmx256m --jvm-flag=-Dnotes.debug=true"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {
            "0:The application has quit.",
            "1:The application could not be started.",
            ExitStatus.USAGE,
            "n:The application's own exit status otherwise; 128 + n if signal n ended it or this command: 130 after"
                    + " Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    private static final String END_OF_OPTIONS = "--";
    private static final String JAR = ".jar";
    private static final Path TARGET = Path.of("target");
    private static final Pattern NO_APPLICATION = Pattern.compile(".*-(?:sources|javadoc|tests)\\.jar|original-.*");
    private static final Set<String> START = Set.of("-cp", "-classpath", "--class-path", "-jar", "-m", "--module");
    private static final int FIRST_THAT_ASKS = 24; // for leave to load native libraries

    @Option(names = "--main", paramLabel = "CLASS", description = "The main class; by default the jar says it.")
    private @Nullable String main;

    @Option(
            names = "--class-path",
            paramLabel = "PATHS",
            description = "Where the application's classes are, written as for java -cp.")
    private @Nullable String classPath;

    @Option(
            names = "--jvm-flag",
            paramLabel = "FLAG",
            description =
                    "A flag for the application's JVM, as in --jvm-flag=-Xmx1g; may be given several times. One that"
                            + " Java refuses is wrong use.")
    private List<String> flags = List.of();

    @Parameters(index = "0", arity = "0..1", paramLabel = "JAR", description = "The application's jar.")
    private @Nullable String jar;

    /** From the first argument on that is none of this command's: {@link CovalentCommand} has picocli stop there. */
    @Unmatched
    private final List<String> behind = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<String> arguments = arguments();
        for (String flag : flags) {
            if (!flag.startsWith("-")) {
                throw wrongUse("--jvm-flag takes a flag that begins with '-', not '" + flag + "'");
            }
            if (START.contains(flag)) {
                throw wrongUse("--jvm-flag takes no '" + flag + "': what is started is said by JAR, or --main and"
                        + " --class-path");
            }
        }
        Start start = jar == null && classPath != null ? ofClassPath() : ofJar();
        List<String> entries = new ArrayList<>(start.classPath().entries());
        Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .forEach(entries::add);
        if (!flags.isEmpty()) {
            checkFlags();
        }
        try {
            return ForegroundJvm.run(jvmFlags(), entries, start.mainClass(), arguments);
        } catch (IOException failed) {
            throw CommandFailure.of("Java could not be started: " + failed.getMessage(), failed);
        }
    }

    /** Java itself would refuse them in several lines, some of them on standard output. */
    private void checkFlags() {
        ForegroundJvm.refusal(jvmFlags()).ifPresent(why -> {
            throw wrongUse("Java does not start with "
                    + flags.stream().map(flag -> "--jvm-flag=" + flag).collect(Collectors.joining(" ")) + ": " + why);
        });
    }

    /** Returns what is the application's: all after the first '--', or from the first argument on that is not ours. */
    private List<String> arguments() {
        List<String> typed = spec.commandLine().getParseResult().originalArgs();
        int end = typed.indexOf(END_OF_OPTIONS);
        List<String> afterEnd = end < 0 ? List.of() : typed.subList(end + 1, typed.size());
        if (afterEnd.size() > behind.size()) { // its first was taken for the jar
            jar = null;
            return afterEnd;
        }
        if (jar == null && !behind.isEmpty()) {
            throw wrongUse("Unknown option: '" + behind.get(0)
                    + "'. Options of the application come behind its jar, or after '--'");
        }
        return behind;
    }

    /** What is started. */
    private record Start(ClassPath classPath, String mainClass) {}

    private Start ofClassPath() {
        if (main == null) {
            throw wrongUse("--class-path needs --main, which says the class to start");
        }
        try {
            return start(ClassPath.parse(String.valueOf(classPath)), main, "--main", "--class-path " + classPath);
        } catch (IllegalArgumentException missing) {
            throw wrongUse(String.valueOf(missing.getMessage()));
        }
    }

    private Start ofJar() {
        if (classPath != null) {
            throw wrongUse("Give either a jar or --class-path, not both. Arguments of the application come after '--'");
        }
        if (jar != null && jar.isEmpty()) {
            throw wrongUse("JAR is empty: name the application's jar, as in 'covalent run notes.jar'");
        }
        Path file = jar == null ? onlyJar() : Path.of(jar);
        if (!Files.isRegularFile(file)) {
            throw wrongUse(file + " is no jar: " + (Files.exists(file) ? "it is no file" : "it does not exist"));
        }
        String said = mainClassOf(file);
        ClassPath classes = new ClassPath(List.of(file.toAbsolutePath().toString()));
        if (main != null) {
            return start(classes, main, "--main", file.toString());
        }
        if (said == null) {
            throw wrongUse(file + " does not say its main class: say it with --main, or let its manifest have a"
                    + " Main-Class");
        }
        return start(classes, said, "Its Main-Class", file.toString());
    }

    private Start start(ClassPath classes, String mainClass, String said, String place) {
        try (URLClassLoader loader = classes.loader()) {
            MainClass.check(mainClass, said, place, loader);
            return new Start(classes, mainClass);
        } catch (IllegalArgumentException refused) {
            throw wrongUse(String.valueOf(refused.getMessage()));
        } catch (IOException failed) {
            throw CommandFailure.of("Cannot look into " + place + ": " + failed.getMessage(), failed);
        }
    }

    private @Nullable String mainClassOf(Path file) {
        try {
            return JarManifest.mainClass(file);
        } catch (IOException unreadable) {
            throw wrongUse(file + " cannot be read as a jar: " + unreadable.getMessage());
        }
    }

    private Path onlyJar() {
        List<Path> jars;
        try (Stream<Path> files = Files.isDirectory(TARGET) ? Files.list(TARGET) : Stream.empty()) {
            jars = files.filter(file -> file.toString().endsWith(JAR))
                    .filter(file -> !NO_APPLICATION
                            .matcher(file.getFileName().toString())
                            .matches())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw CommandFailure.of("Cannot look into " + TARGET.toAbsolutePath() + ": " + unreadable, unreadable);
        }
        if (jars.isEmpty()) {
            throw wrongUse("There is no jar in " + TARGET.toAbsolutePath() + ": build the application, or say which to"
                    + " run, as in 'covalent run notes.jar' or 'covalent run --main Notes --class-path .'");
        }
        if (jars.size() > 1) {
            throw wrongUse("There are several jars in " + TARGET.toAbsolutePath() + ": say which to run, as in"
                    + " 'covalent run " + jars.get(0) + "'");
        }
        return jars.get(0);
    }

    /** Returns what the application needs to behave as under Electron and not to be warned of, and what was asked for. */
    private List<String> jvmFlags() {
        List<String> all = new ArrayList<>();
        all.add("-Dguice_custom_class_loading=CHILD");
        all.add("-Dcovalent.exitsJvm=true");
        if (Runtime.version().feature() >= FIRST_THAT_ASKS) {
            all.add("--enable-native-access=ALL-UNNAMED");
        }
        all.addAll(flags);
        return all;
    }

    private ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
