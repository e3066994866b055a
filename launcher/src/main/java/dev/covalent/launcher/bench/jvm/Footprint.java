package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a process is in memory, as {@code /proc} tells it on Linux. */
public final class Footprint {
    /** What a JVM does at once after its start, such as to compile, is done by then. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final Pattern RESIDENT = Pattern.compile("^Rss:\\s*(\\d{1,15}) kB$", Pattern.MULTILINE);
    private static final Pattern SHARE = Pattern.compile("^Pss:\\s*(\\d{1,15}) kB$", Pattern.MULTILINE);
    private static final long KILOBYTE = 1024;

    private Footprint() {}

    /** Tells whether this system tells it. */
    public static boolean isKnown() {
        return Files.isReadable(source("self"));
    }

    /** Waits until a process has settled, and looks at it. */
    static Measurement ofSettled(long pid) throws IOException, InterruptedException {
        Thread.sleep(SETTLED.toMillis());
        return parse(Files.readString(source(Long.toString(pid)), StandardCharsets.ISO_8859_1));
    }

    /** Reads what {@code smaps_rollup} says. */
    static Measurement parse(String rollup) throws IOException {
        return Measurement.memory(kilobytes(RESIDENT, rollup) * KILOBYTE, kilobytes(SHARE, rollup) * KILOBYTE);
    }

    private static long kilobytes(Pattern pattern, String rollup) throws IOException {
        Matcher found = pattern.matcher(rollup);
        if (!found.find()) {
            throw new IOException("The system does not tell the memory of a process: "
                    + rollup.lines().limit(1).toList());
        }
        return Long.parseLong(found.group(1));
    }

    private static Path source(String process) {
        return Path.of("/proc", process, "smaps_rollup");
    }
}
