package dev.covalent.main.app;

import dev.covalent.common.instance.Handover;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a later instance has handed over and nobody has heard yet. Guarded by the lock of {@link SecondInstances}. */
final class KeptHandover {
    private static final Logger log = LoggerFactory.getLogger(KeptHandover.class);

    /** What keeping one costs beside its bytes, and what an argument does. */
    private static final int OVERHEAD = 64;

    /** How many arguments are logged, and how many characters of each. */
    private static final int LOGGED = 10;

    private static final int LOGGED_LENGTH = 100;

    private final Handover handover;
    private final Path directory;
    private boolean answered;

    KeptHandover(Handover handover) {
        this.handover = handover;
        this.directory = handover.workingDirectory().nearest();
        if (!handover.workingDirectory().isSpelt()) {
            log.warn(
                    "The working directory of a later instance cannot be spelt in the locale of this process; {} stands for"
                            + " it",
                    directory);
        }
    }

    Handover handover() {
        return handover;
    }

    /** Returns the working directory, as this process can spell it. */
    Path directory() {
        return directory;
    }

    long cost() {
        return handover.bytes() + OVERHEAD * (1L + handover.arguments().size());
    }

    /** Says what it is, for the log, cut to a length that a log can bear. */
    @Override
    public String toString() {
        String arguments = handover.arguments().stream()
                .limit(LOGGED)
                .map(KeptHandover::cut)
                .collect(Collectors.joining(", ", "[", handover.arguments().size() > LOGGED ? ", …]" : "]"));
        return arguments + " in " + directory;
    }

    private static String cut(String argument) {
        String start = argument.length() > LOGGED_LENGTH ? argument.substring(0, LOGGED_LENGTH) + "…" : argument;
        return start.replaceAll("\\p{Cntrl}", " ");
    }

    /** Tells whether the later instance has its answer; until then what it sent is held for its connection anyway. */
    boolean isAnswered() {
        return answered;
    }

    void setAnswered() {
        answered = true;
    }
}
