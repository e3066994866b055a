package dev.covalent.main;

import dev.covalent.common.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Another instance of the application was started, found this one to have the single-instance lock, and told it what it was
 * started with. Immutable.
 *
 * @param arguments as it passed them to {@code requestSingleInstanceLock}, unchanged
 * @param workingDirectory of that instance, absolute; relative arguments are relative to it. If this process's locale
 *     cannot spell it, the nearest parent that exists and that it can spell stands for it, or else the home directory; a
 *     relative argument then leads elsewhere
 * @param additionalData what else it passed; null if that was nothing
 */
public record SecondInstance(List<String> arguments, Path workingDirectory, Value additionalData) {

    /** Checks and copies the fields. */
    public SecondInstance {
        arguments = List.copyOf(arguments);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        Objects.requireNonNull(additionalData, "additionalData");
    }
}
