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

    @GuardedBy("lock") private final List<List<String>> wanted = new ArrayList<>();

    @GuardedBy("lock") private boolean over;

    @GuardedBy("lock") private @Nullable OwnCommand command;

    /**
     * Adds one.
     *
     * @param arguments of its main method; null for those of this one
     * @throws IllegalArgumentException if an argument cannot be one
     * @throws IllegalStateException if how this JVM was started cannot be told, too many are to be started, or this instance
     *     has ended
     */
    void add(@Nullable List<String> arguments) {
        Optional<List<String>> next = Optional.ofNullable(arguments).map(List::copyOf);
        next.ifPresent(given -> given.forEach(Relaunches::check));
        OwnCommand found = OwnCommand.find();
        if (next.isEmpty()) {
            next = Optional.of(found.arguments());
        }
        synchronized (lock) {
            if (over) {
                throw new IllegalStateException(
                        "This instance of the application has ended: it launches no other any more");
            }
            if (wanted.size() == MAX) {
                throw new IllegalStateException(
                        MAX + " instances are to be started already when this one ends, and no more may be");
            }
            command = found;
            wanted.add(next.orElseThrow());
        }
    }

    private static void check(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("An argument of a program has no NUL character");
        }
    }

    /** Starts them, each once, when this process has ended; takes no more. */
    void start(String application) {
        List<List<String>> due;
        OwnCommand how;
        synchronized (lock) {
            over = true;
            due = List.copyOf(wanted);
            wanted.clear();
            how = command;
        }
        for (List<String> arguments : due) {
            try {
                if (how != null) {
                    how.startAfterThis(arguments);
                    log.info("'{}' is launched again when this process has ended", application);
                }
            } catch (IOException | RuntimeException | Error failed) { // no thread for it, for one
                log.error("'{}' could not be launched again", application, failed);
            }
        }
    }
}
