package dev.covalent.launcher.bench.fault;

import java.time.Duration;

/** How much this process has to do. */
final class OwnLoad {
    private static final long LOOK_MILLIS = 1000;
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final int TRIES = 5;

    private OwnLoad() {}

    /** Fails unless there is a second, soon, of which this process uses a twentieth at most. */
    static void awaitIdle() throws InterruptedException {
        Duration used = usedInASecond();
        for (int i = 1; i < TRIES && used.compareTo(IDLE) > 0; i++) {
            used = usedInASecond();
        }
        if (used.compareTo(IDLE) > 0) {
            throw new IllegalStateException("Main is still busy " + TRIES + " s after the renderers have gone: "
                    + used.toMillis() + " ms of processor time a second");
        }
    }

    private static Duration usedInASecond() throws InterruptedException {
        Duration before = used();
        Thread.sleep(LOOK_MILLIS);
        return used().minus(before);
    }

    private static Duration used() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
