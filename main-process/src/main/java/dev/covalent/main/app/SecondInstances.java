package dev.covalent.main.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.common.instance.Handover;
import dev.covalent.common.instance.HandoverAnswer;
import dev.covalent.common.transport.Refusal;
import dev.covalent.main.App;
import dev.covalent.main.SecondInstance;
import dev.covalent.main.listener.LaterInstances;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What later instances have handed over and the application has not heard yet: because it is starting, has no listener for
 * it, or its loop is busy. It is kept, within bounds, since the later instance has ended in the belief that it is heard.
 *
 * <p>Beyond the bounds, later instances come again while the application starts or its loop is busy, as that passes. An
 * application that has no listener may never have one, and nobody is to wait for that: then the oldest are dropped.
 *
 * <p>Thread-safe; events are emitted in the loop's turn.
 */
public final class SecondInstances implements LaterInstances, AutoCloseable {
    /** How many are kept. */
    static final int MAX_KEPT = 64;

    /** How many bytes those may have that are kept, if there are several. */
    static final long MAX_KEPT_BYTES = 64L << 20;

    private static final Logger log = LoggerFactory.getLogger(SecondInstances.class);

    private final EventLoop loop;
    private final EventEmitter emitter;
    private final BooleanSupplier isSingle;
    private final BooleanSupplier isEnding;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Deque<KeptHandover> kept = new ArrayDeque<>();

    @GuardedBy("lock") private boolean open;

    @GuardedBy("lock") private boolean closed;

    /** Whether it was told that some are dropped, since one was last heard. */
    @GuardedBy("lock") private boolean warned;

    /**
     * Makes it.
     *
     * @param isSingle tells whether the application has the single-instance lock
     * @param isEnding tells whether the application ends for sure: then whoever would tell it something waits for that
     *     instead, and is the next
     */
    SecondInstances(EventLoop loop, EventEmitter emitter, BooleanSupplier isSingle, BooleanSupplier isEnding) {
        this.loop = loop;
        this.emitter = emitter;
        this.isSingle = isSingle;
        this.isEnding = isEnding;
    }

    /** Is told that the application has started; before that nothing is emitted. */
    public void open() {
        synchronized (lock) {
            open = true;
        }
        heard();
    }

    /** Is told that there is a listener; what is kept is emitted in a later turn. */
    void heard() {
        loop.execute(this::emitKept);
    }

    @Override
    public @Nullable Refusal refusal() {
        if (!isSingle.getAsBoolean()) {
            return Refusal.NO_INSTANCE_LOCK;
        }
        if (isEnding.getAsBoolean()) {
            return Refusal.ENDING;
        }
        boolean hears = emitter.hears(App.SECOND_INSTANCE);
        synchronized (lock) {
            return fits(1, open && !hears) ? null : Refusal.BUSY;
        }
    }

    @Override
    public HandoverAnswer take(Handover handover) {
        if (!isSingle.getAsBoolean()) {
            return HandoverAnswer.NO_INSTANCE_LOCK;
        }
        if (isEnding.getAsBoolean()) {
            return HandoverAnswer.ENDING;
        }
        KeptHandover taken = new KeptHandover(handover);
        boolean hears = emitter.hears(App.SECOND_INSTANCE);
        boolean toWarn;
        synchronized (lock) {
            if (closed) {
                return HandoverAnswer.ENDING;
            }
            if (!fits(taken.cost(), open && !hears)) {
                return HandoverAnswer.BUSY;
            }
            boolean dropped = dropUntilFits(taken.cost());
            toWarn = dropped && !warned;
            warned |= dropped;
            kept.add(taken);
        }
        if (toWarn) {
            log.warn(
                    "Nobody listens to App.SECOND_INSTANCE, and no more than {} later instances and {} bytes are kept for"
                            + " a listener: the oldest are dropped from now on",
                    MAX_KEPT,
                    MAX_KEPT_BYTES);
        }
        return HandoverAnswer.TAKEN;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // two instances may be started with the same
    public void answered(Handover handover) {
        boolean late;
        synchronized (lock) {
            kept.stream().filter(waiting -> waiting.handover() == handover).forEach(KeptHandover::setAnswered);
            late = closed;
        }
        if (late) {
            giveUp();
        } else {
            heard();
        }
    }

    /**
     * Takes no more, emits no more, and logs what is lost: those later instances that have their answer have ended. Closing
     * twice is a no-op.
     */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        giveUp();
    }

    private void giveUp() {
        List<KeptHandover> lost;
        synchronized (lock) {
            lost = kept.stream().filter(KeptHandover::isAnswered).toList();
            kept.removeAll(lost);
        }
        if (!lost.isEmpty()) {
            log.warn("The application ends, and has not heard of {} later instances: {}", lost.size(), lost);
        }
    }

    private void emitKept() {
        KeptHandover next = poll();
        while (next != null) {
            Handover handover = next.handover();
            emitter.emit(
                    App.SECOND_INSTANCE,
                    new SecondInstance(
                            handover.arguments(), next.directory(), StructuredClone.value(handover.additionalData())));
            next = poll();
        }
    }

    private @Nullable KeptHandover poll() {
        boolean hears = emitter.hears(App.SECOND_INSTANCE);
        synchronized (lock) {
            KeptHandover next = kept.peek();
            if (next == null || !next.isAnswered() || !open || closed || !hears) {
                return null;
            }
            warned = false;
            return kept.remove();
        }
    }

    /** Tells whether one more is within the bounds, once those are dropped that may be. */
    @GuardedBy("lock") private boolean fits(long cost, boolean mayDrop) {
        int count = 0;
        long bytes = cost;
        for (KeptHandover one : kept) {
            if (!mayDrop || !one.isAnswered()) {
                count++;
                bytes += one.cost();
            }
        }
        return count < MAX_KEPT && (count == 0 || bytes <= MAX_KEPT_BYTES);
    }

    /** Drops the oldest, of those that have their answer, and tells whether there was a need to. */
    @GuardedBy("lock") private boolean dropUntilFits(long cost) {
        boolean dropped = false;
        while (!fits(cost, false)) {
            kept.remove(
                    kept.stream().filter(KeptHandover::isAnswered).findFirst().orElseThrow());
            dropped = true;
        }
        return dropped;
    }
}
