package dev.covalent.common.process;

import dev.covalent.common.GoneReason;
import java.util.Objects;

/**
 * How a process ended.
 *
 * <p>Immutable.
 *
 * @param pid its process id, which the system may have given away since
 * @param exitCode its exit value; 128 + n if signal n ended it
 * @param reason what the exit value means
 * @param requested whether this process had asked it to end before it did
 */
public record ProcessExit(long pid, int exitCode, GoneReason reason, boolean requested) {
    /** Checks the components. */
    public ProcessExit {
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Tells whether the exit value is the program's own choice, whatever it looks like, if the JVM has said that it ends by
     * itself.
     *
     * @param crashReport whether the process left one, which it then did not choose
     */
    public boolean isOwnCode(boolean crashReport) {
        boolean chosen = exitCode != 0 && !requested && !crashReport;
        return chosen || reason == GoneReason.OOM;
    }
}
