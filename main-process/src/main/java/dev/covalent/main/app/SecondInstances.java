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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What later instances have handed over and the application has not heard yet: because it is starting, has no listener for
 * it, or its loop is busy. It is kept, within bounds, since the later instance has ended in the belief that it is heard.
 *
 * <p>Thread-safe; events are emitted in the loop's turn.
 */
public final class SecondInstances implements LaterInstances {
    /** How many are kept. */
    static final int MAX_KEPT = 64;

    /** How many bytes those may have that are kept, if there are several. */
    static final long MAX_KEPT_BYTES = 64L << 20;

    /** What keeping one costs beside its bytes, and what an argument does. */
    private static final int OVERHEAD = 64;

    private final EventLoop loop;
    private final EventEmitter emitter;
    private final BooleanSupplier hasLock;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Deque<Handover> kept = new ArrayDeque<>();

    @GuardedBy("lock") private long keptBytes;

    @GuardedBy("lock") private boolean open;

    SecondInstances(EventLoop loop, EventEmitter emitter, BooleanSupplier hasLock) {
        this.loop = loop;
        this.emitter = emitter;
        this.hasLock = hasLock;
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
        if (!hasLock.getAsBoolean()) {
            return Refusal.NO_INSTANCE_LOCK;
        }
        synchronized (lock) {
            return isFull() ? Refusal.BUSY : null;
        }
    }

    @Override
    public HandoverAnswer take(Handover handover) {
        if (!hasLock.getAsBoolean()) {
            return HandoverAnswer.NO_INSTANCE_LOCK;
        }
        synchronized (lock) {
            if (isFull() || (!kept.isEmpty() && keptBytes + cost(handover) > MAX_KEPT_BYTES)) {
                return HandoverAnswer.BUSY;
            }
            kept.add(handover);
            keptBytes += cost(handover);
        }
        heard();
        return HandoverAnswer.TAKEN;
    }

    private void emitKept() {
        Handover next = poll();
        while (next != null) {
            emitter.emit(
                    App.SECOND_INSTANCE,
                    new SecondInstance(
                            next.arguments(), next.workingDirectory(), StructuredClone.value(next.additionalData())));
            next = poll();
        }
    }

    private @Nullable Handover poll() {
        boolean hears = emitter.hears(App.SECOND_INSTANCE);
        synchronized (lock) {
            Handover next = open && hears ? kept.poll() : null;
            if (next != null) {
                keptBytes -= cost(next);
            }
            return next;
        }
    }

    @GuardedBy("lock") private boolean isFull() {
        return kept.size() >= MAX_KEPT || keptBytes >= MAX_KEPT_BYTES;
    }

    private static long cost(Handover handover) {
        return handover.bytes() + OVERHEAD * (1L + handover.arguments().size());
    }
}
