package dev.covalent.common.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Linux tells of a process, or of a thread, in its directory in {@code /proc}.
 *
 * <p>Immutable.
 *
 * @param state R, S, D, T …, as in {@code man proc_pid_stat}
 * @param threads how many the process has
 */
record ProcStat(char state, int threads) {
    /** The state follows the name, which is in parentheses and may have some of its own. */
    private static final Pattern FIELDS = Pattern.compile(".*\\) (\\S)(?: -?\\d+){16} (\\d{1,9}) .*", Pattern.DOTALL);

    /** Reads it from {@code directory}; absent where that says nothing, as of what has been reaped. */
    static Optional<ProcStat> in(Path directory) {
        try {
            String text = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            Matcher fields = FIELDS.matcher(text);
            return fields.matches()
                    ? Optional.of(new ProcStat(fields.group(1).charAt(0), Integer.parseInt(fields.group(2))))
                    : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** A thread that is stopped, or has ended, runs no more. */
    boolean isStopped() {
        return state == 'T' || state == 't' || isEnded();
    }

    /** A process with other threads lives on when its first one has ended. */
    boolean isEndedProcess() {
        return isEnded() && threads <= 1;
    }

    private boolean isEnded() {
        return state == 'Z' || state == 'X';
    }
}
