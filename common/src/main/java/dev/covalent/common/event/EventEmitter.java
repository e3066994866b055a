package dev.covalent.common.event;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.Subscription;
import dev.covalent.common.concurrent.Interrupts;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Emits typed events. Each listener of an event runs, whatever the one before it threw. Thread-safe; {@link #emit} calls
 * listeners on the calling thread, which must hold the loop's turn.
 */
public final class EventEmitter {
    private final ListenerTable<EventType<?>, EventListener<?>> listeners = new ListenerTable<>();
    private final Consumer<Throwable> uncaught;

    /**
     * Makes an emitter.
     *
     * @param uncaught is told what listeners throw
     */
    public EventEmitter(Consumer<Throwable> uncaught) {
        this.uncaught = Objects.requireNonNull(uncaught, "uncaught");
    }

    /** Adds a listener. */
    public <E> Subscription on(EventType<E> type, EventListener<? super E> listener) {
        return listeners.on(Objects.requireNonNull(type, "type"), listener);
    }

    /** Adds a listener that is removed before its first call. */
    public <E> Subscription once(EventType<E> type, EventListener<? super E> listener) {
        return listeners.once(Objects.requireNonNull(type, "type"), listener);
    }

    /** Tells whether an event has a listener, so that one which is costly to make need not be made. */
    public boolean hears(EventType<?> type) {
        return listeners.has(type);
    }

    /**
     * Calls every listener of the event, in the order they were added.
     *
     * @return whether there was one
     */
    public <E> boolean emit(EventType<E> type, E event) {
        return emit(type, event, uncaught);
    }

    /**
     * Calls every listener of the event, in the order they were added.
     *
     * @param failures is told what these listeners throw
     * @return whether there was one
     */
    public <E> boolean emit(EventType<E> type, E event, Consumer<Throwable> failures) {
        return listeners.emit(type, (same, listener) -> {
            @SuppressWarnings("unchecked") // on and once pair the type with its listeners
            EventListener<? super E> typed = (EventListener<? super E>) listener;
            boolean interrupted = Thread.currentThread().isInterrupted();
            try {
                typed.on(event);
            } catch (Throwable thrown) { // whatever a listener throws is its own failure
                failures.accept(thrown);
            } finally {
                if (!interrupted) { // else it is the caller's own
                    Interrupts.forget();
                }
            }
            return true;
        });
    }
}
