package dev.covalent.renderer.boot;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Request;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.link.MainStubs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Stands in for main in a rehearsal: it takes everything, sends one message, and answers nothing. Thread-safe. */
final class SilentMain implements MainStubs {
    private static final long LIMIT_MILLIS = 1000;

    private final AtomicBoolean sent = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Ends what waits for more. */
    void end() {
        over.countDown();
    }

    @Override
    public Payload deliver(FrameBatch batch) {
        return new FrameBatch(0, List.of()).encode();
    }

    @Override
    public Payload deliver(FrameBatch batch, Supplier<String> what, Duration limit, Consumer<Runnable> cutter) {
        return deliver(batch);
    }

    @Override
    public Payload request(long sequence, Request request, Duration limit, Consumer<Runnable> cutter) {
        throw new PeerGoneException("Nobody is there");
    }

    @Override
    public void cancel(FrameBatch cancels) {
        // Nothing is asked.
    }

    @Override
    public void abandon(long sequence) {
        // Nothing is asked.
    }

    @Override
    public Payload receive(long acknowledgedUpTo) {
        if (sent.compareAndSet(false, true)) {
            Payload arguments = StructuredClone.encodeArguments("rehearsal");
            return new FrameBatch(1, List.of(new Downstream.Message("rehearsal", 0, arguments, List.of()).encode()))
                    .encode();
        }
        try {
            if (over.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new PeerGoneException("The rehearsal is over");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new FrameBatch(2, List.of()).encode();
    }
}
