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
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What later instances have handed over and the application has not heard yet: because it is starting, has no listener for
 * it, or its loop is busy. It is kept, within bounds, since the later instance has ended in the belief that it is heard.
 *
 * <p>Thread-safe; events are emitted in the loop's turn.
 */
public final class SecondInstances implements LaterInstances {
    private static final Logger log = LoggerFactory.getLogger(SecondInstances.class);

    /** How many are kept. */
    static final int MAX_KEPT = 64;

    /** How many bytes those may have that are kept, if there are several. */
    static final long MAX_KEPT_BYTES = 64L << 20;

    /** What keeping one costs beside its bytes, and what an argument does. */
    private static final int OVERHEAD = 64;

    private final EventLoop loop;
    private final EventEmitter emitter;
    private final BooleanSupplier isSingle;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Deque<Kept> kept = new ArrayDeque<>();

    @GuardedBy("lock") private long keptBytes;

    @GuardedBy("lock") private boolean open;

    /**
     * Makes it.
     *
     * @param isSingle tells whether the application has the single-instance lock and is not about to end: then whoever would
     *     tell it something waits for that instead, and is the next
     */
    SecondInstances(EventLoop loop, EventEmitter emitter, BooleanSupplier isSingle) {
        this.loop = loop;
        this.emitter = emitter;
        this.isSingle = isSingle;
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
        synchronized (lock) {
            return isFull() ? Refusal.BUSY : null;
        }
    }

    @Override
    public HandoverAnswer take(Handover handover) {
        if (!isSingle.getAsBoolean()) {
            return HandoverAnswer.NO_INSTANCE_LOCK;
        }
        Kept taken = new Kept(handover, directoryOf(handover));
        synchronized (lock) {
            if (isFull() || (!kept.isEmpty() && keptBytes + cost(handover) > MAX_KEPT_BYTES)) {
                return HandoverAnswer.BUSY;
            }
            kept.add(taken);
            keptBytes += cost(handover);
        }
        return HandoverAnswer.TAKEN;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // two instances may be started with the same
    public void answered(Handover handover) {
        synchronized (lock) {
            kept.stream().filter(waiting -> waiting.handover == handover).forEach(waiting -> waiting.answered = true);
        }
        heard();
    }

    private void emitKept() {
        Kept next = poll();
        while (next != null) {
            emitter.emit(
                    App.SECOND_INSTANCE,
                    new SecondInstance(
                            next.handover.arguments(),
                            next.directory,
                            StructuredClone.value(next.handover.additionalData())));
            next = poll();
        }
    }

    private @Nullable Kept poll() {
        boolean hears = emitter.hears(App.SECOND_INSTANCE);
        synchronized (lock) {
            Kept next = kept.peek();
            if (next == null || !next.answered || !open || !hears) {
                return null;
            }
            kept.remove();
            keptBytes -= cost(next.handover);
            return next;
        }
    }

    @GuardedBy("lock") private boolean isFull() {
        return kept.size() >= MAX_KEPT || keptBytes >= MAX_KEPT_BYTES;
    }

    private static Path directoryOf(Handover handover) {
        Path directory = handover.workingDirectory().nearest();
        if (!handover.workingDirectory().isSpelt()) {
            log.warn(
                    "The working directory of a later instance cannot be spelt in the locale of this process; {} stands for"
                            + " it",
                    directory);
        }
        return directory;
    }

    private static long cost(Handover handover) {
        return handover.bytes() + OVERHEAD * (1L + handover.arguments().size());
    }

    /** One that is kept; changes under the lock only. */
    private static final class Kept {
        private final Handover handover;
        private final Path directory;
        private boolean answered;

        private Kept(Handover handover, Path directory) {
            this.handover = handover;
            this.directory = directory;
        }
    }
}
