package dev.covalent.main;

import java.util.Objects;

/**
 * An event that announces what is about to happen by itself, and that a listener may prevent. Mirrors {@code
 * event.preventDefault()}.
 *
 * <p>Its listeners run on the main process's event loop, and what it announces happens after the last of them. Thread-safe.
 *
 * @param <T> what it happens to
 */
public final class PreventableEvent<T> {
    private final T target;
    private volatile boolean prevented;

    /** Makes an event that nobody has prevented. */
    public PreventableEvent(T target) {
        this.target = Objects.requireNonNull(target, "target");
    }

    /** Returns what it happens to. */
    public T target() {
        return target;
    }

    /** Prevents it, however often this is called; without effect once the last listener has returned. */
    public void preventDefault() {
        prevented = true;
    }

    /** Tells whether a listener has prevented it. */
    public boolean isDefaultPrevented() {
        return prevented;
    }

    @Override
    public String toString() {
        return "PreventableEvent[" + target + (prevented ? ", prevented]" : "]");
    }
}
