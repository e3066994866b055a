package dev.covalent.renderer;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A property bag that lives in the main process. Each method is one call to main and sees what every other process wrote
 * before. Values are copies; changing one changes nothing in main. Thread-safe.
 *
 * <p>Every method throws {@link RemoteCallException} if main no longer shares the object.
 */
public interface RemoteObject {

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
     * Sets a property, adding it if it is new; when this returns, no process reads the old value.
     *
     * @throws UncloneableValueException if the value cannot be cloned; nothing was sent
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
