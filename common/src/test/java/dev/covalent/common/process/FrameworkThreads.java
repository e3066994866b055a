package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.Threads;
import java.util.List;

/** Finds threads of the framework that outlive what they were made for. */
public final class FrameworkThreads {
    /** The one that stays, as it watches for what the garbage collector finds in the whole JVM. */
    private static final String COLLECTED = Threads.PREFIX + "collected";

    private static final long LIMIT_MILLIS = 5000;

    private FrameworkThreads() {}

    /** Tells whether a thread is one of the framework's that have to end with what they were made for. */
    public static boolean mustEnd(Thread thread) {
        return thread.getName().startsWith(Threads.PREFIX) && !thread.getName().equals(COLLECTED);
    }

    static void assertNoneLeft() throws InterruptedException {
        for (Thread thread : running()) {
            thread.join(LIMIT_MILLIS);
        }
        assertThat(running()).isEmpty();
    }

    private static List<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(FrameworkThreads::mustEnd)
                .toList();
    }
}
