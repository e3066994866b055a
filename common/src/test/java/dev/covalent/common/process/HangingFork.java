package dev.covalent.common.process;

import dev.covalent.common.concurrent.Threads;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A fork that hangs in the system: its program is to read a named pipe to which nobody writes. For Linux and its like. */
final class HangingFork {
    private static final long LIMIT_SECONDS = 20;

    private HangingFork() {}

    /**
     * Does something while a fork hangs, and then has its program end.
     *
     * @param pipe is made if it is not there
     */
    static void beside(Path pipe, FewDescriptors.Work work) throws Exception {
        if (!Files.exists(pipe)) {
            SystemProgram.run(List.of("mkfifo", pipe.toString()));
        }
        FutureTask<Process> fork =
                new FutureTask<>(() -> Forks.start(new ProcessBuilder("true").redirectInput(pipe.toFile())));
        Thread thread = Threads.daemon("hanging-fork", fork);
        thread.start();
        until(() -> isOpening(thread));
        try {
            work.run();
        } finally {
            new FileOutputStream(pipe.toFile()).close();
        }
        Process program = fork.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        program.waitFor();
        program.destroyForcibly(); // which closes what it has open here
    }

    /** Waits until something is so, which nobody tells. */
    static void until(BooleanSupplier condition) {
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > last) {
                throw new IllegalStateException("It does not come to that");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isOpening(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].getMethodName().equals("open0")
                && Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(ProcessBuilder.class.getName()));
    }
}
