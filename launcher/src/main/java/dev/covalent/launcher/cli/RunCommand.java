package dev.covalent.launcher.cli;

import dev.covalent.common.process.ForegroundJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code covalent run}. Not thread-safe. */
@Command(
        name = "run",
        customSynopsis = "covalent run [--main=CLASS] [--class-path=PATHS] [--jvm-flag=FLAG]... [JAR] [-- ARG...]",
        description = {
            "Starts an application, as 'electron .' does.",
            "",
            "The application is a jar, whose manifest or --main says the main class, or the classes on --class-path with"
                    + " --main. Without either it is the one jar in the directory target. Covalent's own jars come behind"
                    + " on the class path, so that the application need not bring them.",
            "",
            "It has this command's standard streams, environment and directory, and its exit status is that of this"
                    + " command: the code given to app.exit, and 0 after app.quit, since its JVM ends with its main"
                    + " process unless it says exitsJvm(false). What ends this command (Ctrl-C, SIGTERM) ends the"
                    + " application in good order. If this command is killed (SIGKILL), the application ends some"
                    + " seconds later, in good order too, provided that it has started a main process or will."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent run",
            "  covalent run notes.jar -- --verbose file.txt",
            "  covalent run --main com.example.Notes --class-path classes:lib/'*'",
            "  covalent run notes.jar --jvm-flag=-Xmx256m --jvm-flag=-Dcovalent.headless=true"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {
            "1:The application could not be started.",
            ExitStatus.USAGE,
            "n:The application's own exit status otherwise; 128 + n if signal n ended it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class RunCommand implements Callable<Integer> {
    private static final String END_OF_OPTIONS = "--";
    private static final String JAR = ".jar";
    private static final Path TARGET = Path.of("target");
    private static final Pattern NO_APPLICATION = Pattern.compile(".*-(?:sources|javadoc|tests)\\.jar|original-.*");
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
            description = "A flag for the application's JVM, as in --jvm-flag=-Xmx1g; may be given several times.")
    private List<String> flags = List.of();

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "JAR",
            description = "The application's jar; then, after '--', its arguments.")
    private List<String> positional = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        int ofApplication = argumentCount();
        List<String> own = positional.subList(0, positional.size() - ofApplication);
        List<String> arguments = positional.subList(own.size(), positional.size());
        if (own.size() > 1) {
            throw wrongUse("An application is one jar, and its arguments come after '--', as in 'covalent run "
                    + own.get(0) + " -- " + own.get(1) + "'");
        }
        for (String flag : flags) {
            if (!flag.startsWith("-")) {
                throw wrongUse("--jvm-flag takes a flag that begins with '-', not '" + flag + "'");
            }
        }
        List<String> entries = new ArrayList<>();
        String mainClass = own.isEmpty() && classPath != null ? ofClassPath(entries) : ofJar(own, entries);
        Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .forEach(entries::add);
        try {
            return ForegroundJvm.run(jvmFlags(), entries, mainClass, arguments);
        } catch (IOException failed) {
            throw CommandFailure.of("Java could not be started: " + failed.getMessage(), failed);
        }
    }

    /** Returns how many of what was typed are the application's arguments: all that is after the first '--'. */
    private int argumentCount() {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> typed = parsed.originalArgs();
        int end = typed.indexOf(END_OF_OPTIONS);
        return end < 0 ? 0 : typed.size() - end - 1;
    }

    private String ofClassPath(List<String> entries) {
        if (main == null) {
            throw wrongUse("--class-path needs --main, which says the class to start");
        }
        for (String entry : String.valueOf(classPath).split(Pattern.quote(File.pathSeparator), -1)) {
            boolean wildcard = entry.equals("*") || entry.endsWith(File.separator + "*");
            Path path = Path.of(wildcard ? entry.substring(0, entry.length() - 1) : entry);
            if (!Files.exists(path.toAbsolutePath())) {
                throw wrongUse("--class-path names " + path.toAbsolutePath() + ", which does not exist");
            }
            entries.add(entry.isEmpty() ? "." : entry);
        }
        return main;
    }

    private String ofJar(List<String> own, List<String> entries) {
        if (classPath != null) {
            throw wrongUse("Give either a jar or --class-path, not both");
        }
        Path jar = own.isEmpty() ? onlyJar() : Path.of(own.get(0));
        if (!Files.isRegularFile(jar)) {
            throw wrongUse(jar + " is no jar: " + (Files.exists(jar) ? "it is no file" : "it does not exist"));
        }
        entries.add(jar.toAbsolutePath().toString());
        if (main != null) {
            return main;
        }
        String said = mainClassOf(jar);
        if (said == null) {
            throw wrongUse(jar + " does not say its main class: say it with --main, or let its manifest have a"
                    + " Main-Class");
        }
        return said;
    }

    private @Nullable String mainClassOf(Path jar) {
        try {
            return JarManifest.mainClass(jar);
        } catch (IOException unreadable) {
            throw wrongUse(jar + " cannot be read as a jar: " + unreadable.getMessage());
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
