package dev.covalent.common;

import java.time.Duration;
import java.util.Objects;

/**
 * What a process said of itself at one moment.
 *
 * @param pid its process id
 * @param uptime how long it has run
 * @param usedHeapBytes how much of its heap is in use, garbage that was not collected yet included
 * @param maxHeapBytes how large its heap may become
 * @param javaVersion the version of its Java runtime
 */
public record ProcessInfo(long pid, Duration uptime, long usedHeapBytes, long maxHeapBytes, String javaVersion) {

    /** Checks that the parts are there. */
    public ProcessInfo {
        Objects.requireNonNull(uptime, "uptime");
        Objects.requireNonNull(javaVersion, "javaVersion");
    }
}
