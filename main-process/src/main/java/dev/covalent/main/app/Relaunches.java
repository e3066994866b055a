package dev.covalent.main.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.process.OwnCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The instances of the application that are to be started when this one has ended. Thread-safe. */
final class Relaunches {
    private static final Logger log = LoggerFactory.getLogger(Relaunches.class);

    /** More are a mistake, and would bring the machine down. */
    private static final int MAX = 16;

    private final Object lock = new Object();

    @GuardedBy("lock") private final List<Optional<List<String>>> wanted = new ArrayList<>();

    @GuardedBy("lock") private @Nullable OwnCommand command;

    /**
     * Adds one.
     *
     * @param arguments of its main method; null for those of this one
     * @throws IllegalStateException if how this JVM was started cannot be told, or too many are to be started
     */
    void add(@Nullable List<String> arguments) {
        Optional<List<String>> next = Optional.ofNullable(arguments).map(List::copyOf);
        synchronized (lock) {
            if (wanted.size() == MAX) {
                throw new IllegalStateException(
                        MAX + " instances are to be started already when this one ends, and no more may be");
            }
            if (command == null) {
                command = OwnCommand.find();
            }
            wanted.add(next);
        }
    }

    /** Starts them; each once, however often this is called. */
    void start(String application) {
        List<Optional<List<String>>> due;
        OwnCommand how;
        synchronized (lock) {
            due = List.copyOf(wanted);
            wanted.clear();
            how = command;
        }
        for (Optional<List<String>> arguments : due) {
            try {
                if (how != null) {
                    log.info("'{}' is launched again, as pid {}", application, how.start(arguments.orElse(null)));
                }
            } catch (IOException failed) {
                log.error("'{}' could not be launched again", application, failed);
            }
        }
    }
}
