package dev.covalent.main;

import java.util.Objects;
import java.util.Optional;

/**
 * A JVM that was launched separately and attaches. It has proved that it can read the application's endpoint descriptor, as
 * the same user; what stands here is what it says of itself. Immutable.
 *
 * @param processId its process id
 * @param title what its window is to be called
 */
public record AttachingRenderer(long processId, String title) {

    /** Checks the fields. */
    public AttachingRenderer {
        Objects.requireNonNull(title, "title");
    }

    /** Returns the process of that id, to look at its command or its user; empty if there is none. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(processId);
    }
}
