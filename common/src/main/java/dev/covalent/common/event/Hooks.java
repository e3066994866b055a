package dev.covalent.common.event;

import dev.covalent.common.Subscription;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Hooks of one kind, in the order they were added; to look whether there is one costs next to nothing.
 *
 * <p>Thread-safe; what is changed while the hooks are called counts from the next time.
 *
 * @param <H> the hooks
 */
public final class Hooks<H> {
    private final List<Entry<H>> entries = new CopyOnWriteArrayList<>();

    /** Calls one hook. */
    @FunctionalInterface
    public interface Call<H> {

        /**
         * Calls the hook.
         *
         * @throws Exception whatever it throws
         */
        void on(H hook) throws Exception;
    }

    /** Adds a hook; the same one may be added more than once. */
    public Subscription add(H hook) {
        Entry<H> entry = new Entry<>(Objects.requireNonNull(hook, "hook"));
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Removes every hook. */
    public void clear() {
        entries.clear();
    }

    /** Tells whether there is none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns the hooks that there are now. */
    public List<H> all() {
        return entries.stream().map(entry -> entry.hook).toList();
    }

    /** Calls every hook; what one throws is told to {@code failures}, and the others are still called. */
    public void tell(Call<H> call, Consumer<Throwable> failures) {
        for (Entry<H> entry : entries) {
            try {
                call.on(entry.hook);
            } catch (Throwable thrown) { // a hook's failure is its own
                failures.accept(thrown);
            }
        }
    }

    /** One call of {@code add}; compared by identity. */
    private static final class Entry<H> {
        private final H hook;

        private Entry(H hook) {
            this.hook = hook;
        }
    }
}
