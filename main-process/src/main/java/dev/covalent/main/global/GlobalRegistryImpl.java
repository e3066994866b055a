package dev.covalent.main.global;

import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.main.GlobalRegistry;
import dev.covalent.main.SharedObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shared objects by name.
 *
 * <p>Thread-safe.
 */
final class GlobalRegistryImpl implements GlobalRegistry {
    private final Map<String, Shared> byName = new ConcurrentHashMap<>();

    @Override
    public SharedObject share(String name, Map<String, ? extends @Nullable Object> properties) {
        GlobalName.check(name, "shared object");
        Objects.requireNonNull(properties, "properties");
        SharedBag bag = new SharedBag(name);
        properties.forEach(bag::set); // all of them before anybody sees the bag
        byName.put(name, bag);
        return bag;
    }

    @Override
    public <T> void share(String name, Class<T> type, T implementation) {
        GlobalName.check(name, "shared object");
        Objects.requireNonNull(implementation, "implementation");
        RemoteInterface table = RemoteInterface.of(type);
        if (!type.isInstance(implementation)) { // possible through raw types
            throw new IllegalArgumentException("'" + name + "' cannot be shared as " + type.getName() + ", which "
                    + implementation.getClass().getName() + " does not implement");
        }
        byName.put(name, new TypedObject(name, table, implementation));
    }

    @Override
    public Optional<SharedObject> get(String name) {
        return find(name) instanceof SharedBag bag ? Optional.of(bag) : Optional.empty();
    }

    @Override
    public void unshare(String name) {
        byName.remove(Objects.requireNonNull(name, "name"));
    }

    /** Returns what is shared under a name; null if nothing is. */
    @Nullable Shared find(String name) {
        return byName.get(Objects.requireNonNull(name, "name"));
    }
}
