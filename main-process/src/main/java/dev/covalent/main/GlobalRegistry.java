package dev.covalent.main;

import dev.covalent.common.UncloneableValueException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects that the main process shares with every renderer, by name. Mirrors what {@code global} is to {@code
 * remote.getGlobal}; only what was shared on purpose exists. Thread-safe.
 */
public interface GlobalRegistry {

    /**
     * Shares a property bag under a name, in place of what had it before.
     *
     * @param name not empty, at most 1,024 characters
     * @param properties its first properties: values that can be cloned, under names that are not empty
     * @return the live object: what a renderer sets is seen here at once, and the other way round
     * @throws UncloneableValueException if a value cannot be cloned
     */
    SharedObject share(String name, Map<String, ? extends @Nullable Object> properties);

    /**
     * Shares an object under a name, in place of what had it before. Renderers can call the methods of {@code type} and
     * nothing else, one at a time on the main process's event loop. A functional interface among the parameters takes a
     * callback, whose methods return nothing or a {@code CompletionStage}.
     *
     * @param type an interface; its parameters and results are values that can be cloned
     * @param implementation what the calls reach
     * @throws IllegalArgumentException if {@code type} is no interface, or has a method that cannot be called remotely
     */
    <T> void share(String name, Class<T> type, T implementation);

    /** Returns the property bag of that name, or empty if nothing, or a typed object, has it. */
    Optional<SharedObject> get(String name);

    /** Stops sharing; a renderer that still holds the object is told that it is missing. An unknown name is a no-op. */
    void unshare(String name);
}
