package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.window.BenchWindow;
import dev.covalent.main.MainProcess;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Opens windows of a page that does nothing, each in a process of its own. Used by one thread at a time. */
final class WindowStarts {
    private final MainProcess main;

    WindowStarts(MainProcess main) {
        this.main = main;
    }

    Measurement take(Mode mode) throws IOException, InterruptedException, TimeoutException {
        return take(mode, process -> {});
    }

    /**
     * Takes a figure.
     *
     * @param check is shown the window's process, and throws if it is not the one that is meant
     */
    Measurement take(Mode mode, Check check) throws IOException, InterruptedException, TimeoutException {
        long start = System.nanoTime();
        try (BenchWindow window = BenchWindow.open(main, IdlePage.class)) {
            long nanos = window.awaitLoaded() - start;
            ProcessHandle process = window.process();
            check.of(process);
            Measurement figure = mode == Mode.START ? Measurement.start(nanos) : Footprint.ofSettled(process.pid());
            window.closeAndAwaitEnd();
            return figure;
        }
    }

    /** Looks at the process of a window. */
    @FunctionalInterface
    interface Check {
        void of(ProcessHandle process) throws IOException;
    }
}
