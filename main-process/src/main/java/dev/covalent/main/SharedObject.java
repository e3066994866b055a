package dev.covalent.main;

import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A live property bag, as the main process holds it. Values are cloned when they are written and when they are read, so
 * nobody shares a mutable object with it by accident. Thread-safe; each operation is atomic.
 */
public interface SharedObject {

    /** Returns a copy of a property's value; {@code null} where it is null or there is no such property. */
    @NullUnmarked
    Object get(String property);

    /** Returns a property's value, converted; {@code null} where it is null or there is no such property. */
    @NullUnmarked
    <T> T get(String property, Class<T> type);

    /** Returns a property's value, converted to a generic type. */
    @NullUnmarked
    <T> T get(String property, TypeToken<T> type);

    /**
     * Sets a property, adding it if it is new.
     *
     * @throws UncloneableValueException if the value cannot be cloned; the property keeps its old value
     */
    void set(String property, @Nullable Object value);

    /** Tells whether there is such a property, be its value null or not. */
    boolean has(String property);

    /** Removes a property and tells whether there was one. */
    boolean delete(String property);

    /** Returns the names of the properties, in the order they were added. */
    Set<String> keys();

    /** Returns a copy of all properties, taken in one moment. */
    Map<String, Object> snapshot();
}
