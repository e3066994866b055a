package dev.covalent.common.remote;

import java.io.Serializable;
import java.lang.constant.Constable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Tells what a type may be in a remote method: a value, a callback or a result to come. Immutable. */
final class Positions {
    private static final Set<Class<?>> STAGES = Set.of(CompletionStage.class, CompletableFuture.class, Future.class);

    /** The interfaces that values implement, and that the clone codec can therefore convert to. */
    private static final Set<Class<?>> VALUE_INTERFACES = Set.of(
            Iterable.class,
            Collection.class,
            List.class,
            Queue.class,
            Deque.class,
            Set.class,
            SortedSet.class,
            NavigableSet.class,
            Map.class,
            SortedMap.class,
            NavigableMap.class,
            CharSequence.class,
            Comparable.class,
            Constable.class,
            Serializable.class);

    private Positions() {}

    static boolean isStage(Class<?> type) {
        return STAGES.contains(type);
    }

    /** Tells whether a parameter of the class takes a callback, if it can be called remotely at all. */
    static boolean isCallback(Class<?> type) {
        return type.isInterface() && !isValueInterface(type) && !isStage(type);
    }

    /**
     * Checks that a resolved type, with all that its arguments name, is one that values can have.
     *
     * @param position where it is: {@code "the result of child()"}
     */
    static void checkValue(Type type, String position) {
        Class<?> raw = TypeBindings.erase(type);
        if (isStage(raw)) {
            throw new IllegalArgumentException(position + " has a " + raw.getName()
                    + " where a value is needed: only a result as a whole may be a stage, so pass the value once it is"
                    + " there, or take a callback");
        }
        if (isCallback(raw)) {
            throw new IllegalArgumentException(position + " has the interface " + raw.getName()
                    + " where a value is needed: values are copied, so use a record, a collection or another plain"
                    + " value; a callback must be a parameter of its own");
        }
        if (raw.isArray()) {
            checkValue(
                    type instanceof GenericArrayType array ? array.getGenericComponentType() : raw.getComponentType(),
                    position);
        } else if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                checkValue(argument, position);
            }
        }
    }

    private static boolean isValueInterface(Class<?> type) {
        return VALUE_INTERFACES.contains(type) || type.getPackageName().startsWith("java.time");
    }
}
