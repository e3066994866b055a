package dev.covalent.launcher.bench.fault;

import dev.covalent.renderer.IpcRenderer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Asks main again and again, and tells how long that took. Confined to one thread, which is not the page's loop. */
public final class Pace {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private final IpcRenderer ipc;
    private final String channel;

    /** Makes one that asks on a channel. */
    public Pace(IpcRenderer ipc, String channel) {
        this.ipc = ipc;
        this.channel = channel;
    }

    /**
     * Asks once a millisecond, so many times at least and until the answer is that it is enough; returns how many nanoseconds
     * each answer took. A question that waits for those before it has been due all that time.
     */
    public long[] untilEnough(int fewest) {
        boolean enough = false;
        LongStream.Builder taken = LongStream.builder();
        int asked = 0;
        long due = System.nanoTime();
        while (!enough || asked < fewest) {
            asked++;
            due += EVERY_NANOS;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            enough = ask();
            taken.add(System.nanoTime() - due);
        }
        return taken.build().toArray();
    }

    /** Asks so many times, as fast as it can, and returns how many nanoseconds that took. */
    public long nanosOf(int questions) {
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
