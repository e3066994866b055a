package dev.covalent.main.utility;

import dev.covalent.common.GoneReason;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.main.FatalError;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * How a utility process ended.
 *
 * @param reason why
 * @param exitCode the exit value; {@link #NO_PROCESS} if there was no process
 * @param told the exit code that the application is told
 * @param expected whether main had asked for that end, or the process ended well
 * @param failure what its JVM could not survive; null if it did not fail
 */
record UtilityEnd(
        GoneReason reason,
        int exitCode,
        int told,
        boolean expected,
        @Nullable FatalError failure) {
    static final int NO_PROCESS = -1;

    private static final int NOT_STARTED = 1;
    private static final int TERMINATED = 143; // 128 + SIGTERM
    private static final int TERMINATED_ON_WINDOWS = 1;

    /** Makes the end of one that was never started, because nobody wanted it any more. */
    static UtilityEnd unwanted() {
        return new UtilityEnd(GoneReason.KILLED, NO_PROCESS, 0, true, null);
    }

    /** Makes the end of one that could not be started. */
    static UtilityEnd notStarted() {
        return new UtilityEnd(GoneReason.LAUNCH_FAILED, NO_PROCESS, NOT_STARTED, false, null);
    }

    /** Makes the end of one that was asked to end, and did. */
    static UtilityEnd obeyed(ProcessExit exit) {
        return new UtilityEnd(exit.reason(), exit.exitCode(), 0, true, null);
    }

    /** Makes the end of one that ended by itself, or was ended otherwise. */
    static UtilityEnd of(ProcessExit exit, GoneReason reason, boolean expected, @Nullable FatalError failure) {
        boolean well = exit.exitCode() == 0 && reason != GoneReason.LAUNCH_FAILED; // its program may not have run
        return new UtilityEnd(reason, exit.exitCode(), exit.exitCode(), expected || well, failure);
    }

    /** Tells whether an exit value is what a process leaves that was asked to end, and did. */
    static boolean isObedient(int exitCode) {
        return exitCode == TERMINATED || (exitCode == TERMINATED_ON_WINDOWS && File.separatorChar == '\\');
    }

    /** Returns the reason, and the exit value where there is one. */
    String described() {
        return exitCode == NO_PROCESS ? reason.text() : reason.text() + ", exit code " + exitCode;
    }
}
