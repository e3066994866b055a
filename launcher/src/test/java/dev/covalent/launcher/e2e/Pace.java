package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks main again and again, and tells how long that took. Confined to one thread, which is not the page's loop. */
final class Pace {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int FEWEST = 1000;

    private final IpcRenderer ipc;
    private final String channel;

    Pace(IpcRenderer ipc, String channel) {
        this.ipc = ipc;
        this.channel = channel;
    }

    /**
     * Asks once a millisecond, a thousand times and until the answer is that it is enough; returns how many nanoseconds 99
     * of a hundred answers took at most. A question that waits for those before it has been due all that time.
     */
    long ninetyNinth() {
        boolean enough = false;
        List<Long> taken = new ArrayList<>();
        long due = System.nanoTime();
        while (!enough || taken.size() < FEWEST) {
            due += EVERY_NANOS;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            enough = ask();
            taken.add(System.nanoTime() - due);
        }
        taken.sort(null);
        return taken.get(taken.size() * 99 / 100);
    }

    /** Asks so many times, as fast as it can, and returns how many nanoseconds that took. */
    long nanosOf(int questions) {
        long begin = System.nanoTime();
        for (int i = 0; i < questions; i++) {
            boolean unused = ask();
        }
        return System.nanoTime() - begin;
    }

    private boolean ask() {
        return ipc.sendSync(channel).get(boolean.class);
    }
}
