package dev.covalent.main.utility;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.event.EventEmitter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Events some of which last: they are emitted once at the most, and a listener that is added afterwards is called with
 * them all the same, in a later turn and ahead of whatever is emitted then. So nobody misses them, hears them twice, or
 * hears them out of order, whichever thread adds the listener.
 *
 * <p>Thread-safe: no listener is called while the lock is held.
 */
final class LastingEvents {
    private final EventLoop loop;
    private final Consumer<Throwable> uncaught;
    private final Set<EventType<?>> lasting;
    private final EventEmitter emitter;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<EventType<?>, Object> told = new HashMap<>();

    /** The calls of listeners that were added late. */
    @GuardedBy("lock") private final Queue<Runnable> owed = new ArrayDeque<>();

    LastingEvents(EventLoop loop, Consumer<Throwable> uncaught, Set<EventType<?>> lasting) {
        this.loop = loop;
        this.uncaught = uncaught;
        this.lasting = Set.copyOf(lasting);
        this.emitter = new EventEmitter(uncaught);
    }

    <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        synchronized (lock) {
            return isTold(type) ? owe(type, listener) : emitter.on(type, listener);
        }
    }

    <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        synchronized (lock) {
            return isTold(type) ? owe(type, listener) : emitter.once(type, listener);
        }
    }

    /** Calls the listeners of an event; in the turn. */
    <E> void emit(EventType<E> type, E event) {
        synchronized (lock) {
            if (lasting.contains(type)) {
                told.put(type, event);
            }
        }
        while (payOne()) {
            // those who were late for an earlier event hear it before this one
        }
        emitter.emit(type, event);
    }

    @GuardedBy("lock") private boolean isTold(EventType<?> type) {
        return told.containsKey(Objects.requireNonNull(type, "type"));
    }

    @GuardedBy("lock") private <E> Subscription owe(EventType<E> type, EventListener<? super E> listener) {
        Objects.requireNonNull(listener, "listener");
        @SuppressWarnings("unchecked") // emit pairs the type with its event
        E event = (E) Objects.requireNonNull(told.get(type));
        Runnable call = new Runnable() { // each has its own identity, whatever its listener's
                    @Override
                    public void run() {
                        tell(listener, event);
                    }
                };
        owed.add(call);
        loop.execute(this::payOne);
        return () -> {
            synchronized (lock) {
                owed.remove(call);
            }
        };
    }

    private boolean payOne() {
        Runnable next;
        synchronized (lock) {
            next = owed.poll();
        }
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    private <E> void tell(EventListener<? super E> listener, E event) {
        try {
            listener.on(event);
        } catch (Throwable thrown) { // whatever a listener throws is its own failure
            uncaught.accept(thrown);
        }
    }
}
