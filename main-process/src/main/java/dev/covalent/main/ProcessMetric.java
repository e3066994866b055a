package dev.covalent.main;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one process of the application uses. Mirrors Electron's {@code ProcessMetric}. Immutable.
 *
 * @param type what kind of process it is
 * @param pid its process id
 * @param webContentsId the contents that it shows; 0 if it shows none
 * @param name of the main process its name, of a utility process its service name, of a renderer the class of its page, or the title of its window if it attached
 *     by itself, of a spare renderer {@code spare}, or {@code spare, starting} as long as it cannot be taken
 * @param cpu the processor time that it has used since it started; empty where the system does not tell
 * @param residentBytes how much of it is in memory; empty where the system does not tell
 * @param creationTime when it was started; empty where the system does not tell
 */
public record ProcessMetric(
        Type type,
        long pid,
        int webContentsId,
        String name,
        Optional<Duration> cpu,
        OptionalLong residentBytes,
        Optional<Instant> creationTime) {

    /** The kinds of processes. */
    public enum Type {
        /** The main process; Electron calls it {@code Browser}. */
        MAIN,
        /** The process of a window; Electron calls it {@code Tab}. */
        RENDERER,
        /** A utility process. */
        UTILITY,
        /** A renderer that waits for its page, and shows nothing yet. */
        SPARE
    }

    /** Checks that nothing is null. */
    public ProcessMetric {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(residentBytes, "residentBytes");
        Objects.requireNonNull(creationTime, "creationTime");
    }
}
