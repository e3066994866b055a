package dev.covalent.renderer.link;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A main process that says what a test tells it to. Thread-safe. */
final class ScriptedStubs implements MainStubs {
    private static final FrameBatch BROKEN = new FrameBatch(Long.MAX_VALUE, List.of());

    final BlockingQueue<Upstream> delivered = new LinkedBlockingQueue<>();
    /** The frames that came ahead of the sequence. */
    final BlockingQueue<Upstream> ahead = new LinkedBlockingQueue<>();

    final BlockingQueue<Long> sequences = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> abandoned = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> acknowledged = new LinkedBlockingQueue<>();
    /** The numbers of frames that were delivered by the threads that wait for their answers. */
    final BlockingQueue<Long> alone = new LinkedBlockingQueue<>();

    volatile Runnable cut = () -> {};
    volatile Function<Upstream, List<EarlyReply>> early = frame -> List.of();
    volatile Function<Request, Outcome> answer = request -> {
        throw new PeerGoneException("No answer is scripted");
    };

    private final BlockingQueue<FrameBatch> incoming = new LinkedBlockingQueue<>();
    private long sent;

    /** Sends frames to the renderer, in one batch. */
    synchronized void send(Downstream... frames) {
        List<Payload> encoded = new ArrayList<>();
        for (Downstream frame : frames) {
            encoded.add(frame.encode());
        }
        incoming.add(new FrameBatch(sent + 1, encoded));
        sent += frames.length;
    }

    /** Breaks the connection that the renderer receives by. */
    void breakConnection() {
        incoming.add(BROKEN);
    }

    @Override
    public Payload deliver(FrameBatch batch) {
        List<Payload> replies = new ArrayList<>();
        for (Payload encoded : batch.frames()) {
            Upstream frame = Upstream.decode(encoded);
            delivered.add(frame);
            early.apply(frame).forEach(reply -> replies.add(reply.encode()));
        }
        return new FrameBatch(0, replies).encode();
    }

    @Override
    public Payload deliver(FrameBatch batch, Supplier<String> what, Duration limit, Consumer<Runnable> cutter) {
        alone.add(batch.first());
        cutter.accept(cut);
        return deliver(batch);
    }

    @Override
    public Payload request(long sequence, Request request, Duration limit, Consumer<Runnable> cutter) {
        sequences.add(sequence);
        cutter.accept(cut);
        return answer.apply(request).encode();
    }

    @Override
    public void cancel(FrameBatch cancels) {
        cancels.frames().forEach(frame -> ahead.add(Upstream.decode(frame)));
    }

    @Override
    public void abandon(long sequence) {
        abandoned.add(sequence);
    }

    @Override
    public Payload receive(long acknowledgedUpTo) {
        acknowledged.add(acknowledgedUpTo);
        try {
            FrameBatch next = incoming.poll(10, TimeUnit.SECONDS);
            if (BROKEN.equals(next)) {
                throw new PeerGoneException("scripted");
            }
            return (next == null ? FrameBatch.EMPTY : next).encode();
        } catch (InterruptedException interrupted) {
            throw new PeerGoneException("interrupted", interrupted);
        }
    }
}
