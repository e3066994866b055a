package dev.covalent.launcher.cli;

import dev.covalent.launcher.bench.Bench;
import dev.covalent.launcher.bench.BenchOptions;
import dev.covalent.launcher.bench.report.JsonReport;
import dev.covalent.launcher.bench.report.Report;
import dev.covalent.launcher.bench.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code covalent bench}. Not thread-safe. */
@Command(
        name = "bench",
        description = {
            "Measures how fast the processes talk, beside bare RMI and bare sockets, and how fast they start.",
            "",
            "Every figure is a ratio to its bare counterpart in the same round; a missed bar is told in the table.",
            "",
            "With --only=fault: how long it takes until a process that is killed, stopped or out of memory is dealt with,"
                    + " or two hundred have attached. That is not measured otherwise; what main warns of meanwhile is what is done to it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent bench",
            "  covalent bench --seconds 60 --rounds 9 '--only=^window'",
            "  covalent bench --rounds 5 --only=fault"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {"0:It is measured.", "1:It could not be, or messages came out of order.", ExitStatus.USAGE},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "About how long it may take; ${DEFAULT-VALUE} by default.")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "ROUNDS",
            defaultValue = "3",
            description = "How often each figure is taken; ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "${sys:covalent.bench.json:-bench.json}",
            description = "Where the figures are written to; ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init") // it has a default
    private Path json;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            converter = RegularExpression.class,
            description =
                    "Take the figures alone in whose name (as in 'sendSync/40 B/1 cpu') this regular expression is"
                            + " found, and what they are compared with; may be given several times.")
    private List<Pattern> only = List.of();

    @Option(
            names = "--pin",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Pin the processes to processors, where taskset is there to do it; so it is by default.")
    private boolean pin;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        checkWritable(json.toAbsolutePath());
        Report report;
        try {
            report = Bench.run(new BenchOptions(seconds, rounds, only, pin, line -> {
                err.println(line);
                err.flush();
            }));
        } catch (IllegalArgumentException refused) {
            throw wrongUse(String.valueOf(refused.getMessage()), refused);
        }
        PrintWriter out = spec.commandLine().getOut();
        TextReport.of(report).forEach(out::println);
        out.flush();
        JsonReport.write(report, json);
        err.println("Written to " + json.toAbsolutePath());
        err.flush();
        return report.outOfOrder() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Not after minutes of measuring. */
    private void checkWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw wrongUse("--json takes a file, and " + file + " is a directory", null);
        }
        Path there = file;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent(); // what is missing is made
        }
        boolean fits = there.equals(file) || Files.isDirectory(there);
        if (!fits || !Files.isWritable(there)) {
            throw wrongUse(
                    "--json " + file + " cannot be written: " + there
                            + (fits ? " may not be written to by this user" : " is no directory")
                            + ". Choose another file",
                    null);
        }
    }

    private ParameterException wrongUse(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
