package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of one application, whoever forked them: a variable of their environment tells them from all others. */
final class MarkedProcesses {
    private static final String MARK = "COVALENT_STORM";

    private final String mark;

    MarkedProcesses(String name) {
        mark = ProcessHandle.current().pid() + "-" + name;
    }

    /** Returns what the first of them has in its environment. */
    Map<String, String> environment() {
        return Map.of(MARK, mark);
    }

    /** Returns all that there are, without those that only wait to be reaped. */
    Set<Long> all() throws IOException {
        Set<Long> marked = new HashSet<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (has(pid)) {
                    marked.add(pid);
                }
            }
        }
        return marked;
    }

    boolean has(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains(MARK + "=" + mark + "\0")
                    && !Files.readString(process.resolve("stat")).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    void signal(String signal, @Nullable Long pid) throws IOException, InterruptedException {
        assertThat(pid).isNotNull().isPositive();
        if (pid != null) {
            int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(); // it may be gone already
        }
    }

    void killAll() throws IOException {
        for (long pid : all()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
