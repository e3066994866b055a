package dev.covalent.main.global;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.frame.Payload;
import dev.covalent.main.SharedObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A property bag whose values are kept in their encoded form: every reader decodes a copy of its own, and what a
 * renderer wrote goes to another without being decoded in between.
 *
 * <p>Thread-safe. Nothing is encoded or decoded under the lock.
 */
final class SharedBag implements SharedObject, Shared {
    /** Keeps a renderer that counts up its property names from filling main's heap. */
    static final int MAX_PROPERTIES = 65_536;

    private static final GlobalDescription DESCRIPTION = new GlobalDescription(null);
    private static final Payload NULL = Payload.of(StructuredClone.encode(null, "value"));

    private final String name;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<String, Payload> properties = new LinkedHashMap<>();

    SharedBag(String name) {
        this.name = name;
    }

    @Override
    public GlobalDescription description() {
        return DESCRIPTION;
    }

    @Override
    @NullUnmarked
    public Object get(String property) {
        return value(property).get();
    }

    @Override
    @NullUnmarked
    public <T> T get(String property, Class<T> type) {
        return value(property).get(type);
    }

    @Override
    @NullUnmarked
    public <T> T get(String property, TypeToken<T> type) {
        return value(property).get(type);
    }

    @Override
    public void set(String property, @Nullable Object value) {
        put(property, Payload.of(StructuredClone.encode(value, property)));
    }

    @Override
    public boolean has(String property) {
        synchronized (lock) {
            return properties.containsKey(property);
        }
    }

    @Override
    public boolean delete(String property) {
        synchronized (lock) {
            return properties.remove(property) != null;
        }
    }

    @Override
    public Set<String> keys() {
        synchronized (lock) {
            return new LinkedHashSet<>(properties.keySet());
        }
    }

    @Override
    public Map<String, Object> snapshot() {
        Map<String, Payload> encoded;
        synchronized (lock) {
            encoded = new LinkedHashMap<>(properties);
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        encoded.forEach((property, value) -> putPlain(plain, property, StructuredClone.decode(value.bytes())));
        return plain;
    }

    /** Returns the encoded value of a property; that of null if there is no such property. */
    Payload encoded(String property) {
        Objects.requireNonNull(property, "property");
        synchronized (lock) {
            return properties.getOrDefault(property, NULL);
        }
    }

    /**
     * Sets a property.
     *
     * @param value known to be a well-formed encoded value
     */
    void put(String property, Payload value) {
        GlobalName.check(property, "property");
        synchronized (lock) {
            if (properties.size() >= MAX_PROPERTIES && !properties.containsKey(property)) {
                throw new IllegalStateException("The shared object '" + name + "' has " + MAX_PROPERTIES
                        + " properties, as many as it may: delete some, or keep a map in one property");
            }
            properties.put(property, value);
        }
    }

    private Value value(String property) {
        return StructuredClone.value(encoded(property).bytes());
    }

    @NullUnmarked // the API's snapshot has null for properties that are null
    private static void putPlain(Map<String, Object> plain, String property, Object value) {
        plain.put(property, value);
    }
}
