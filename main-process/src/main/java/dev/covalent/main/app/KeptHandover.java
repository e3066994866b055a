package dev.covalent.main.app;

import dev.covalent.common.instance.Handover;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a later instance has handed over and nobody has heard yet. Guarded by the lock of {@link SecondInstances}. */
final class KeptHandover {
    private static final Logger log = LoggerFactory.getLogger(KeptHandover.class);

    /** What keeping one costs beside its bytes, and what an argument does. */
    private static final int OVERHEAD = 64;

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

    /** Tells whether the later instance has its answer; until then what it sent is held for its connection anyway. */
    boolean isAnswered() {
        return answered;
    }

    void setAnswered() {
        answered = true;
    }
}
