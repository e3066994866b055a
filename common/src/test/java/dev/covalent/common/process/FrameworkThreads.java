package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.Threads;
import java.util.List;

/** Finds threads of the framework that outlive what they were made for. */
final class FrameworkThreads {
    private static final long LIMIT_MILLIS = 5000;

    private FrameworkThreads() {}

    static void assertNoneLeft() throws InterruptedException {
        for (Thread thread : running()) {
            thread.join(LIMIT_MILLIS);
        }
        assertThat(running()).isEmpty();
    }

    private static List<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(Threads.PREFIX))
                .toList();
    }
}
