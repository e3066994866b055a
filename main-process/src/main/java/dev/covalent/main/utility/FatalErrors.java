package dev.covalent.main.utility;

import dev.covalent.common.GoneReason;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.main.FatalError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a JVM did not survive, from the report that it left. Blocks while it reads that. */
final class FatalErrors {
    private static final Logger log = LoggerFactory.getLogger(FatalErrors.class);
    private static final int MAX_REPORT = 256 << 10;

    private FatalErrors() {}

    /** Returns what ended the process; null if it was nothing of that kind. */
    static @Nullable FatalError of(ChildJvm child, GoneReason reason) {
        if (reason == GoneReason.OOM) {
            return new FatalError(FatalError.FATAL_ERROR, FatalError.OUT_OF_MEMORY, lastLines(child));
        }
        if (reason != GoneReason.CRASHED) {
            return null;
        }
        return child.crashReport()
                .map(report -> new FatalError(FatalError.FATAL_ERROR, report.toString(), beginning(report)))
                .orElseGet(() -> new FatalError(FatalError.FATAL_ERROR, "unknown", lastLines(child)));
    }

    /** Returns what the log says about a process that was not started well. */
    static String lastWords(ChildJvm child) {
        return child.lastLines().isEmpty()
                ? "See what it printed, on the console or in its stdout and stderr; are its class path and its JVM flags"
                        + " right?"
                : "It printed last:\n  " + String.join("\n  ", child.lastLines());
    }

    private static String lastLines(ChildJvm child) {
        return String.join("\n", child.lastLines());
    }

    private static String beginning(Path report) {
        try (InputStream bytes = Files.newInputStream(report)) {
            return new String(bytes.readNBytes(MAX_REPORT), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            log.warn("The report {} of a crash cannot be read", report, unreadable);
            return "";
        }
    }
}
