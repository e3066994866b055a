package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import dev.covalent.main.ProcessMetric;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

/**
 * Opens windows that a spare renderer waits for. Each is of an application of its own, which is gone before anything else is
 * measured: it would make the next spare meanwhile.
 */
final class SpareStarts {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 20;
    private static final String READY = "spare";
    private static final int TRIES = 5;

    private SpareStarts() {}

    /** A window was given a renderer of its own: on a busy machine the spare may not answer as soon as it must. */
    private static final class NotTakenException extends IOException {
        private static final long serialVersionUID = 1;

        NotTakenException() {
            super("The window did not take the spare renderer, " + TRIES + " times: is the machine too busy?");
        }
    }

    static Measurement take(String name, Mode mode) throws IOException, InterruptedException, TimeoutException {
        for (int tries = 1; ; tries++) {
            try {
                return tryTo(name, mode);
            } catch (NotTakenException notTaken) {
                if (tries == TRIES) {
                    throw notTaken;
                }
            }
        }
    }

    private static Measurement tryTo(String name, Mode mode)
            throws IOException, InterruptedException, TimeoutException {
        try (MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .spareRenderer(true)
                .start()) {
            main.app().on(App.WINDOW_ALL_CLOSED, event -> {
                // Without a listener, the application would quit with its first window.
            });
            WindowStarts starts = new WindowStarts(main);
            Measurement unused = starts.take(Mode.START); // only once a window has been opened is there a spare
            long spare = awaitSpare(main);
            return starts.take(mode, process -> {
                if (process.pid() != spare) {
                    throw new NotTakenException();
                }
            });
        }
    }

    private static long awaitSpare(MainProcess main) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        OptionalLong spare = spare(main);
        while (spare.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("There is no spare renderer after " + LIMIT.toSeconds() + " s");
            }
            Thread.sleep(LOOK_MILLIS);
            spare = spare(main);
        }
        return spare.getAsLong();
    }

    private static OptionalLong spare(MainProcess main) {
        return main.app().getAppMetrics().stream()
                .filter(metric -> metric.type() == ProcessMetric.Type.SPARE
                        && metric.name().equals(READY))
                .mapToLong(ProcessMetric::pid)
                .findFirst();
    }
}
