package dev.covalent.main;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the listeners that renderers pass to an object of main's, each as long as its renderer is there.
 *
 * <pre>{@code
 * private final RemoteListeners<IntConsumer> listeners = new RemoteListeners<>();
 *
 * public void onChange(IntConsumer listener) { // called by a renderer
 *     listeners.add(listener);
 * }
 *
 * public void offChange(IntConsumer listener) { // called with the same lambda
 *     listeners.remove(listener);
 * }
 *
 * private void changed(int value) {
 *     listeners.forEach(listener -> listener.accept(value));
 * }
 * }</pre>
 *
 * <p>Mirrors the listeners of an {@code EventEmitter} of main's that pages use through {@code remote}, but for one
 * difference: when a renderer ends or its page is reloaded, its listeners are dropped at once, and not when they are called
 * next. So nobody need remove them before, and nothing of the renderer is kept. A listener of main's own, which is no {@link
 * RemoteCallback}, is kept until it is removed. As in Electron, one that is added twice is called twice, and has to be
 * removed twice.
 *
 * <p>Thread-safe. Nobody is called under a lock.
 *
 * @param <T> the listeners' interface
 */
public final class RemoteListeners<T> {
    private final AtomicLong last = new AtomicLong();

    /** By their numbers, in whose order they are called. */
    private final ConcurrentNavigableMap<Long, Registration<T>> registrations = new ConcurrentSkipListMap<>();

    /** A listener, the renderer's end of it if it has one, and what ends the wait for that to go. */
    private record Registration<T>(T listener, @Nullable RemoteCallback remote, Subscription ending) {

        boolean isConnected() {
            return remote == null || remote.isConnected();
        }
    }

    /** Makes an empty list. */
    public RemoteListeners() {}

    /** Adds a listener, behind those that are there; one whose renderer is gone already is not added. */
    public void add(T listener) {
        Objects.requireNonNull(listener, "listener");
        long number = last.incrementAndGet();
        RemoteCallback remote = RemoteCallback.of(listener).orElse(null);
        Subscription ending = remote == null ? () -> {} : remote.onGone(() -> registrations.remove(number));
        Registration<T> added = new Registration<>(listener, remote, ending);
        registrations.put(number, added);
        if (!added.isConnected()) { // its end may have been told before it was there
            registrations.remove(number);
        }
    }

    /**
     * Removes a listener, the one added last if it was added more than once. A renderer removes its own by passing the same
     * lambda again.
     *
     * @return whether it was there
     */
    public boolean remove(T listener) {
        Objects.requireNonNull(listener, "listener");
        for (Map.Entry<Long, Registration<T>> each :
                registrations.descendingMap().entrySet()) {
            if (each.getValue().listener().equals(listener) && registrations.remove(each.getKey()) != null) {
                each.getValue().ending().close();
                return true;
            }
        }
        return false;
    }

    /**
     * Calls every listener that is there now, in the order they were added. One that is removed meanwhile may still be
     * called once, as in Electron; one whose renderer goes meanwhile is not.
     *
     * <p>Each is called, whatever exception those before it threw. The first exception is thrown when all were called, and the
     * others are suppressed in it. A callback throws a {@link QueueFullException} if its renderer does not
     * keep up; who does not want to know that catches it in {@code call}.
     *
     * @param call calls a listener
     */
    public void forEach(Consumer<? super T> call) {
        Objects.requireNonNull(call, "call");
        RuntimeException failed = null;
        for (Registration<T> each : List.copyOf(registrations.values())) {
            try {
                if (each.isConnected()) {
                    call.accept(each.listener());
                }
            } catch (RuntimeException thrown) {
                if (failed == null) {
                    failed = thrown;
                } else if (failed != thrown) { // else it would be suppressed in itself
                    failed.addSuppressed(thrown);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Returns how many listeners there are. */
    public int size() {
        return (int) registrations.values().stream()
                .filter(Registration::isConnected)
                .count();
    }

    /** Tells whether there is none. */
    public boolean isEmpty() {
        return registrations.values().stream().noneMatch(Registration::isConnected);
    }
}
