package dev.covalent.main.rmi;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers the tests. */
final class ProbeServer implements Probe {
    final CountDownLatch blocked = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    @Override
    public byte[] echo(byte[] bytes) {
        return bytes;
    }

    @Override
    public long caller() {
        return CallerSession.id();
    }

    @Override
    public int length(String text) {
        return text.length();
    }

    @Override
    public void take(Object value) {}

    @Override
    public void block() {
        blocked.countDown();
        try {
            if (!released.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody released the probe");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
