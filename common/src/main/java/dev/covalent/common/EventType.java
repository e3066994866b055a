package dev.covalent.common;

import java.util.Objects;

/**
 * Names an event and the type its listeners receive, as in {@code WebContents.DID_FINISH_LOAD}.
 *
 * <p>Immutable; compared by identity, because two events of one name may carry different types.
 *
 * @param <E> what a listener receives
 */
@SuppressWarnings("UnusedTypeParameter") // a phantom: it types the listeners
public final class EventType<E> {
    private final String name;

    private EventType(String name) {
        this.name = name;
    }

    /**
     * Makes an event type.
     *
     * @param name Electron's name of the event, as in {@code "did-finish-load"}
     */
    public static <E> EventType<E> of(String name) {
        return new EventType<>(Objects.requireNonNull(name, "name"));
    }

    /** Returns Electron's name of the event. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
