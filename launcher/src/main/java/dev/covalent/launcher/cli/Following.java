package dev.covalent.launcher.cli;

import dev.covalent.renderer.Renderer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** How long a command follows what happens: until it was told enough, or there is nothing more. Thread-safe. */
final class Following {
    static final String COUNT = "--count takes a whole number from 1 up";

    private static final long LOOK_MILLIS = 100;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "End after so many lines; by default only Ctrl-C or the end of the application ends it.")
    private long count = Long.MAX_VALUE;

    /** Why it ends though there were not enough. */
    private final AtomicReference<@Nullable CommandFailure> over = new AtomicReference<>();

    private final AtomicLong told = new AtomicLong();
    private final CountDownLatch enough = new CountDownLatch(1);

    void check(OperatorCommand command) {
        if (count < 1) {
            throw command.wrongUse(COUNT + ", not " + count);
        }
    }

    /** Prints a line, unless there were enough already. */
    void print(OperatorCommand command, String line) {
        long number = told.incrementAndGet();
        if (number <= count) {
            command.print(line);
        }
        if (number >= count || command.isOutputGone()) {
            enough.countDown();
        }
    }

    /** Ends it, unless there were enough: nothing more will come. */
    void end(CommandFailure why) {
        if (enough.getCount() > 0) {
            over.set(why);
            enough.countDown();
        }
    }

    /** Waits and returns the exit status. */
    int await(NamedCommand command, Renderer renderer) throws InterruptedException {
        while (!enough.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (renderer.isClosed()) {
                throw CommandFailure.applicationEnded(command.application(), null);
            }
        }
        CommandFailure failure = over.get();
        if (failure != null) {
            throw failure;
        }
        return ExitCode.OK;
    }
}
