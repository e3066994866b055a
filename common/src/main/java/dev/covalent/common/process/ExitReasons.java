package dev.covalent.common.process;

import dev.covalent.common.GoneReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an exit value.
 *
 * <p>A process ended by signal n has the exit value 128 + n. A JVM that crashes aborts itself (134), or ends with 1
 * when core dumps are off; then only its crash report tells the crash from an uncaught exception. Windows has no
 * signals: a process that was ended there has the exit value 1, one that crashed a negative one that starts with hex
 * digit C.
 *
 * <p>A program that calls {@code System.exit(3)} cannot be told by this from one that ran out of memory; see {@link
 * ProcessExit#isOwnCode}.
 *
 * <p>Immutable.
 */
final class ExitReasons {
    private static final int FIRST_SIGNAL = 129;
    private static final int LAST_SIGNAL = 159;

    /** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE and SIGSEGV, with Linux's numbers. */
    private static final Set<Integer> CRASH_SIGNALS = Set.of(132, 133, 134, 135, 136, 139);

    private ExitReasons() {}

    /**
     * Tells why a process ended.
     *
     * @param intent why this process ended it; null if it did not
     * @param crashReport whether the process left one
     */
    static GoneReason of(int exitCode, @Nullable GoneReason intent, boolean crashReport) {
        if (exitCode == 0) {
            return GoneReason.CLEAN_EXIT;
        }
        if (crashReport || CRASH_SIGNALS.contains(exitCode) || exitCode >>> 28 == 0xC) {
            return GoneReason.CRASHED;
        }
        boolean signalled = exitCode >= FIRST_SIGNAL && exitCode <= LAST_SIGNAL;
        if (intent != null && (signalled || exitCode == 1)) {
            return intent;
        }
        if (signalled) {
            return GoneReason.KILLED;
        }
        return exitCode == ExitCodes.OUT_OF_MEMORY ? GoneReason.OOM : GoneReason.ABNORMAL_EXIT;
    }
}
