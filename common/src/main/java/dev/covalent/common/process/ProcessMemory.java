package dev.covalent.common.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how much of processes is in memory: from {@code /proc} where there is one, else from {@code ps}.
 *
 * <p>Where there is neither, nothing is known. {@code ps} may take 2 s, for which the caller waits. Thread-safe.
 */
public final class ProcessMemory {
    private static final Logger log = LoggerFactory.getLogger(ProcessMemory.class);
    private static final Path PROC = Path.of("/proc");
    private static final Path PS = Path.of("/bin/ps");
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s*(\\d{1,15}) kB$", Pattern.MULTILINE);
    private static final Pattern PS_LINE = Pattern.compile("^\\s*(\\d{1,18})\\s+(\\d{1,15})\\s*$", Pattern.MULTILINE);
    private static final long KILOBYTE = 1024;
    private static final long LIMIT_MILLIS = 2000;
    private static final int MAX_OUTPUT = 1 << 20;

    private ProcessMemory() {}

    /** Returns the resident bytes of those of the processes of which they are known. */
    public static Map<Long, Long> resident(Collection<Long> pids) {
        if (pids.isEmpty()) {
            return Map.of();
        }
        if (Files.isReadable(PROC.resolve("self/status"))) {
            return fromProc(pids);
        }
        return Files.isExecutable(PS) ? fromPs(PS, pids) : Map.of();
    }

    private static Map<Long, Long> fromProc(Collection<Long> pids) {
        Map<Long, Long> found = new HashMap<>();
        for (Long pid : pids) {
            try {
                String status = Files.readString(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1);
                Matcher resident = RESIDENT.matcher(status);
                if (resident.find()) {
                    found.put(pid, Long.parseLong(resident.group(1)) * KILOBYTE);
                }
            } catch (NoSuchFileException gone) {
                log.debug("Process {} is gone", pid);
            } catch (IOException | UncheckedIOException unreadable) {
                log.debug("Cannot tell the memory of process {}", pid, unreadable);
            }
        }
        return found;
    }

    /** One call for all of them; what it prints is far less than a pipe holds. */
    static Map<Long, Long> fromPs(Path program, Collection<Long> pids) {
        Map<Long, Long> found = new HashMap<>();
        String list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        try {
            Process ps = Forks.start(new ProcessBuilder(List.of(program.toString(), "-o", "pid=,rss=", "-p", list))
                    .redirectError(ProcessBuilder.Redirect.DISCARD));
            try {
                ps.getOutputStream().close();
                if (!ps.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    log.debug("ps took longer than {} ms", LIMIT_MILLIS);
                    return found;
                }
                String printed = new String(ps.getInputStream().readNBytes(MAX_OUTPUT), StandardCharsets.ISO_8859_1);
                Matcher line = PS_LINE.matcher(printed);
                while (line.find()) {
                    found.put(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)) * KILOBYTE);
                }
            } finally {
                ps.destroyForcibly();
            }
        } catch (IOException failed) {
            log.debug("Cannot run ps", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return found;
    }
}
