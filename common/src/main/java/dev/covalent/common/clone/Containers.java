package dev.covalent.common.clone;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The types of collections and maps that can be asked for, and how an empty one of each is made.
 *
 * <p>Immutable.
 */
final class Containers {
    private static final Map<Class<?>, Supplier<Collection<Object>>> COLLECTIONS = new HashMap<>();
    private static final Map<Class<?>, Supplier<Map<Object, Object>>> MAPS = new HashMap<>();

    static {
        collections(ArrayList::new, List.class, Collection.class, Iterable.class, ArrayList.class);
        collections(LinkedHashSet::new, Set.class, HashSet.class, LinkedHashSet.class);
        collections(TreeSet::new, SortedSet.class, NavigableSet.class, TreeSet.class);
        collections(ArrayDeque::new, Queue.class, Deque.class, ArrayDeque.class);
        maps(LinkedHashMap::new, Map.class, HashMap.class, LinkedHashMap.class);
        maps(TreeMap::new, SortedMap.class, NavigableMap.class, TreeMap.class);
    }

    private Containers() {}

    static @Nullable Collection<Object> newCollection(Class<?> type) {
        Supplier<Collection<Object>> factory = COLLECTIONS.get(type);
        return factory == null ? null : factory.get();
    }

    static @Nullable Map<Object, Object> newMap(Class<?> type) {
        Supplier<Map<Object, Object>> factory = MAPS.get(type);
        return factory == null ? null : factory.get();
    }

    /** Returns the elements of a list, set or array of any kind; null if the value is none of these. */
    static @Nullable Collection<?> elements(Object plain) {
        if (plain instanceof Collection<?> collection) {
            return collection;
        }
        if (plain instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return plain.getClass().isArray() ? new PrimitiveElements(plain) : null;
    }

    private static void collections(Supplier<Collection<Object>> factory, Class<?>... types) {
        for (Class<?> type : types) {
            COLLECTIONS.put(type, factory);
        }
    }

    private static void maps(Supplier<Map<Object, Object>> factory, Class<?>... types) {
        for (Class<?> type : types) {
            MAPS.put(type, factory);
        }
    }

    /** An array of primitives as a list. Not thread-safe. */
    private static final class PrimitiveElements extends AbstractList<Object> {
        private final Object array;

        PrimitiveElements(Object array) {
            this.array = array;
        }

        @Override
        public Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }
}
