package dev.covalent.common.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names one process and no later one: process ids are given away again, start instants are not.
 *
 * <p>Linux derives a start instant from the wall clock, so two JVMs disagree about it by as much as the clock was set
 * between their own starts. A disagreement therefore makes it likely, not certain, that the id was given away.
 *
 * <p>Immutable.
 *
 * @param pid greater than 0
 * @param startInstant null where the system does not tell
 */
public record ProcessIdentity(long pid, @Nullable Instant startInstant) {
    /** Boot time has whole seconds on Linux, so two readings can lie one apart though the clock was hardly moved. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Checks the components. */
    public ProcessIdentity {
        if (pid <= 0) {
            throw new IllegalArgumentException("A process id is greater than 0, not " + pid);
        }
    }

    /** Names the process of {@code handle}. */
    public static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(handle.pid(), handle.info().startInstant().orElse(null));
    }

    /** Names this process. */
    public static ProcessIdentity current() {
        return of(ProcessHandle.current());
    }

    /**
     * Finds the process.
     *
     * @return absent if no process has the id, or one that {@linkplain ProcessEnd has ended} or started at another time
     */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(this::startedThen).filter(process -> !ProcessEnd.hasCome(process));
    }

    private boolean startedThen(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .filter(actual -> !canHaveStarted(actual))
                .isEmpty();
    }

    /** Tells whether this names what, as the system tells, started then. */
    public boolean canHaveStarted(Instant actual) {
        return startInstant == null
                || Duration.between(startInstant, actual).abs().compareTo(TOLERANCE) <= 0;
    }
}
