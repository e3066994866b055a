package dev.covalent.common.link;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What of this JVM's memory is in use. */
public final class LiveHeap {
    private static final int ROUNDS = 100;
    private static final long ROUND_MILLIS = 50;

    private LiveHeap() {}

    /** Returns how many bytes are in use after a collection. */
    public static long bytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Collects until no more than that many bytes are in use; returns whether that came. */
    public static boolean fallsTo(long limit) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int round = 0; round < ROUNDS; round++) {
            if (bytes() <= limit || never.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
