package dev.covalent.main.global;

import dev.covalent.common.EventListener;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.ObjectProperties;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.main.GlobalRegistry;
import dev.covalent.main.SharedObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shared objects by name.
 *
 * <p>Thread-safe. What is shared under a name changes under that name's lock in the map, within which the lock of its
 * watchers may be taken; not the other way round.
 */
final class GlobalRegistryImpl implements GlobalRegistry {
    /** Says how many bytes renderers may fill a bag with. */
    static final String MAX_BYTES_PROPERTY = "covalent.maxSharedBytes";

    private final long maxBytes =
            Long.getLong(MAX_BYTES_PROPERTY, Runtime.getRuntime().maxMemory() / 4);
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final EventLoop loop;
    private final Consumer<Throwable> uncaught;
    private final LiveMarks marks;
    private final DecodedProperties decoded = new DecodedProperties();

    /**
     * What there is under a name. It stays as long as something is shared there, or somebody watches.
     *
     * @param shared null if nothing is shared
     */
    private record Place(BagWatchers watchers, @Nullable Shared shared) {}

    /**
     * Makes a registry that shares nothing yet.
     *
     * @param loop runs main's own listeners for changes
     * @param uncaught is told what they throw
     * @param marks where renderers with copies of bags see the versions of these
     */
    GlobalRegistryImpl(EventLoop loop, Consumer<Throwable> uncaught, LiveMarks marks) {
        this.marks = marks;
        this.loop = loop;
        this.uncaught = uncaught;
    }

    @Override
    public SharedObject share(String name, Map<String, ? extends @Nullable Object> properties) {
        GlobalName.check(name, "shared object");
        Objects.requireNonNull(properties, "properties");
        Map<String, Payload> encoded = SharedBag.encoded(name, properties); // user code, so not within the map
        SharedBag[] shared = new SharedBag[1];
        places.compute(name, (same, place) -> {
            BagWatchers watchers = place == null ? new BagWatchers(name, marks) : place.watchers();
            SharedBag bag = new SharedBag(watchers, encoded, this, marks);
            bag.replace(place != null && place.shared() instanceof SharedBag before ? before : null);
            shared[0] = bag;
            return new Place(watchers, bag);
        });
        return shared[0];
    }

    @Override
    public SharedObject share(String name, Object recordOrBean) {
        GlobalName.check(name, "shared object");
        Objects.requireNonNull(recordOrBean, "recordOrBean");
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        if (recordOrBean instanceof Map<?, ?> map) {
            map.forEach((property, value) -> properties.put(propertyName(property), value));
        } else {
            properties.putAll(ObjectProperties.of(recordOrBean));
        }
        return share(name, properties);
    }

    private static String propertyName(@Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw new IllegalArgumentException("The names of properties are texts, but the map has the key " + key
                + (key == null ? "" : " (" + key.getClass().getName() + ")")
                + ": give it keys that are texts, or keep the map in one property");
    }

    @Override
    public <T> void share(String name, Class<T> type, T implementation) {
        GlobalName.check(name, "shared object");
        TypedObject typed = typed(name, type, implementation, false);
        places.compute(name, (same, place) -> {
            if (place != null && place.shared() instanceof TypedObject before && before.isSame(typed)) {
                return place; // who has got it has got this
            }
            endBag(place);
            return new Place(place == null ? new BagWatchers(name, marks) : place.watchers(), typed);
        });
    }

    @Override
    public Optional<SharedObject> get(String name) {
        return find(name) instanceof SharedBag bag ? Optional.of(bag) : Optional.empty();
    }

    /** Returns the names under which something is shared, sorted. */
    List<String> names() {
        return places.entrySet().stream()
                .filter(place -> place.getValue().shared() != null)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Returns how many bytes renderers may fill a bag with. */
    long maxBytes() {
        return maxBytes;
    }

    /** Returns the plain forms of properties whose entries were used last. */
    DecodedProperties decoded() {
        return decoded;
    }

    @Override
    public void unshare(String name) {
        places.computeIfPresent(Objects.requireNonNull(name, "name"), (same, place) -> {
            endBag(place);
            if (place.shared() instanceof TypedObject typed) {
                typed.end();
            }
            return kept(new Place(place.watchers(), null));
        });
    }

    /**
     * Makes an object that can be shared, or passed in the place of one.
     *
     * @throws IllegalArgumentException if the interface cannot be called remotely, or is not the object's
     */
    static <T> TypedObject typed(String name, Class<T> type, T implementation, boolean substitute) {
        Objects.requireNonNull(implementation, "implementation");
        RemoteInterface table = RemoteInterface.of(type);
        if (!type.isInstance(implementation)) { // possible through raw types
            throw new IllegalArgumentException("'" + name + "' cannot be shared as " + type.getName() + ", which "
                    + implementation.getClass().getName() + " does not implement");
        }
        return new TypedObject(name, table, implementation, substitute);
    }

    /**
     * Returns a bag as what is shared.
     *
     * @throws IllegalArgumentException if it is not, or no more
     */
    Shared shared(SharedObject object) {
        if (object instanceof SharedBag bag && find(bag.name()) == bag) {
            return bag;
        }
        throw new IllegalArgumentException(
                "A property bag can be given only while it is shared: share it, under a name of its own");
    }

    /** Returns what is shared under a name; null if nothing is. */
    @Nullable Shared find(String name) {
        Place place = places.get(Objects.requireNonNull(name, "name"));
        return place == null ? null : place.shared();
    }

    /** Waits for the thread that replaces what is shared under a name, or shares it no more: only then another is found. */
    void awaitReplaced(String name) {
        Place unused = places.computeIfPresent(name, (same, place) -> place);
    }

    /** Adds a listener of main's for what is shared under a name, now or later. */
    Subscription watch(String name, String property, EventListener<PropertyChange> listener) {
        LocalWatch[] opened = new LocalWatch[1];
        places.compute(name, (same, place) -> {
            Place there = place == null ? new Place(new BagWatchers(name, marks), null) : place;
            opened[0] = new LocalWatch(there.watchers(), property, listener, loop, uncaught, this::unwatched);
            synchronized (there.watchers()) {
                there.watchers().add(opened[0]);
            }
            return there;
        });
        return opened[0];
    }

    /** Learns that somebody watches no more. */
    void unwatched(BagWatchers watchers) {
        places.computeIfPresent(watchers.name(), (same, place) -> kept(place));
    }

    private static void endBag(@Nullable Place place) {
        if (place != null && place.shared() instanceof SharedBag bag) {
            bag.end();
        }
    }

    private static @Nullable Place kept(Place place) {
        synchronized (place.watchers()) {
            if (place.shared() != null || !place.watchers().isEmpty()) {
                return place;
            }
            place.watchers().retire();
            return null;
        }
    }
}
