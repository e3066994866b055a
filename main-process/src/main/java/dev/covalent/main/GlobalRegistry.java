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
     * Shares a property bag with what a record or bean has now: its components, or what its public getters and fields give.
     * What becomes of the record or bean later changes nothing here; {@code snapshot()} and {@code get} read the bag, and
     * {@code Value.get(Class)} makes a record or bean of what is in a property.
     *
     * @param recordOrBean a map whose keys are texts is taken as it is, too
     * @return the live object
     * @throws IllegalArgumentException if it has no properties, or is a map with another key
     * @throws UncloneableValueException if a property cannot be read or cloned
     */
    SharedObject share(String name, Object recordOrBean);

    /**
     * Shares an object under a name, in place of what had it before, which those keep who have got it. Renderers can call
     * the methods of {@code type} and nothing else, one at a time on the main process's event loop.
     *
     * <p>Parameters and results are values that can be cloned, or interfaces, also as parts of values: of these the objects
     * are referred to. A parameter takes what the main process gave, which is the same object here again, or an object of
     * the renderer's: a callback, whose methods return nothing or a {@code CompletionStage}. A result may be any object of
     * the main process, whose interface then says what may be called on it; it is kept as long as the renderer holds it.
     * A parameter may also be a {@code CompletionStage}, which comes to here what it comes to there, within the main
     * process's request timeout.
     * Exceptions that a method declares are thrown in the renderer as such.
     *
     * @param type an interface
     * @param implementation what the calls reach
     * @throws IllegalArgumentException if {@code type} is no interface, or has a method that cannot be called remotely
     */
    <T> void share(String name, Class<T> type, T implementation);

    /** Returns the property bag of that name, or empty if nothing, or a typed object, has it. */
    Optional<SharedObject> get(String name);

    /**
     * Stops sharing; a renderer that has got the object by its name, and by nothing else, is told that it is missing when it
     * uses it. An unknown name is a no-op.
     */
    void unshare(String name);
}
