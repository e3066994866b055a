package dev.covalent.common.remote;

import dev.covalent.common.clone.Target;
import java.io.Serializable;
import java.lang.constant.Constable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * Finds the objects that the values of types refer to, through their parts, and refuses what can neither be a value nor
 * be referred to.
 *
 * <p>Confined to one method's description.
 */
final class Positions {
    private static final int MAX_TYPES = 500;

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

    private final RemoteTypes tables;
    private final boolean callbacks;
    private final Map<Target, ReferenceType> references = new HashMap<>();
    private final Map<Target, Set<Target>> parts = new HashMap<>();

    /**
     * Begins with no types.
     *
     * @param callbacks whether the sender is a renderer, whose objects are callbacks
     */
    Positions(RemoteTypes tables, boolean callbacks) {
        this.tables = tables;
        this.callbacks = callbacks;
    }

    static boolean isStage(Class<?> type) {
        return STAGES.contains(type);
    }

    /** Returns what was found in all types that were added. */
    ReferencePositions found() {
        return new ReferencePositions(references, parts);
    }

    /**
     * Adds a resolved type.
     *
     * @param position where it is, for messages: {@code "the result of child()"}
     * @throws IllegalArgumentException if what has the type can neither be cloned nor be referred to
     */
    void add(Type type, String position) {
        add(type, position, false);
    }

    private void add(Type type, String position, boolean inRecord) {
        Target target = Target.of(type);
        Class<?> raw = TypeBindings.erase(type);
        if (parts.containsKey(target) || (inRecord && isLeftToTheCodec(raw))) {
            return;
        }
        if (parts.size() >= MAX_TYPES) {
            throw new IllegalArgumentException(position + " has more than " + MAX_TYPES
                    + " types within each other, perhaps a record that nests its own type ever deeper");
        }
        Set<Target> inside = new HashSet<>();
        parts.put(target, inside);
        if (isStage(raw)) {
            throw new IllegalArgumentException(position + " has a " + raw.getName()
                    + " where a value is needed: only a result or a parameter as a whole may be a stage, so pass the value"
                    + " once it is there");
        }
        if (isReference(raw)) {
            references.put(target, referenceType(type, position));
            return;
        }
        for (Type part : partsOf(type, raw)) {
            inside.add(Target.of(part));
            add(part, position, inRecord || raw.isRecord());
        }
    }

    /** Tells whether a record may well have such a component, of which only its values tell whether they can be cloned. */
    private static boolean isLeftToTheCodec(Class<?> raw) {
        return isStage(raw) || (isReference(raw) && (raw.isSealed() || (isOfThePlatform(raw) && !isFunctional(raw))));
    }

    private static List<Type> partsOf(Type type, Class<?> raw) {
        if (raw.isArray()) {
            return List.of(
                    type instanceof GenericArrayType array ? array.getGenericComponentType() : raw.getComponentType());
        }
        List<Type> types = new ArrayList<>();
        if (raw.isRecord()) {
            TypeBindings bindings = TypeBindings.of(type);
            for (RecordComponent component : raw.getRecordComponents()) {
                types.add(bindings.resolve(component.getGenericType()));
            }
        }
        if (type instanceof ParameterizedType generic) {
            types.addAll(List.of(generic.getActualTypeArguments()));
        }
        return types;
    }

    private ReferenceType referenceType(Type type, String position) {
        Class<?> raw = TypeBindings.erase(type);
        if (callbacks) {
            Optional<String> problem = isFunctional(raw) ? Optional.empty() : whyNoCallback(type);
            return problem.isPresent()
                    ? new ReferenceType(raw, null, problem.get())
                    : ReferenceType.of(tables.callback(type, position));
        }
        if (isOfThePlatform(raw) && !isFunctional(raw)) {
            throw new IllegalArgumentException(position + " has the interface " + raw.getName()
                    + " where a value is needed: values are copied, so use a record, a collection or another plain"
                    + " value");
        }
        return ReferenceType.of(tables.object(type, position));
    }

    /** Says why an interface of the application's cannot be that of a callback: nobody may wait for one. */
    private static Optional<String> whyNoCallback(Type type) {
        Class<?> raw = TypeBindings.erase(type);
        TypeBindings bindings = TypeBindings.of(type);
        boolean callable = false;
        for (Method method : raw.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !RemoteInterface.isOfEveryObject(method)) {
                Class<?> result = TypeBindings.erase(bindings.resolve(method.getGenericReturnType()));
                if (result != void.class && !isStage(result)) {
                    return Optional.of(raw.getName() + ", whose method " + method.getName() + " returns "
                            + result.getName() + ", and no process may wait for a callback: pass an object that main"
                            + " gave, or let it return void or a CompletionStage");
                }
                callable = true;
            }
        }
        return callable
                ? Optional.empty()
                : Optional.of(raw.getName() + ", which has no method to be called: pass an object that main gave");
    }

    static boolean isFunctional(Class<?> type) {
        return type.isAnnotationPresent(FunctionalInterface.class)
                || (isOfThePlatform(type) && abstractMethods(type) == 1);
    }

    private static long abstractMethods(Class<?> type) {
        return List.of(type.getMethods()).stream()
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !RemoteInterface.isOfEveryObject(method))
                .count();
    }

    static boolean isOfThePlatform(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    static boolean isReference(Class<?> type) {
        return type.isInterface()
                && !isStage(type)
                && !VALUE_INTERFACES.contains(type)
                && !type.getPackageName().startsWith("java.time");
    }
}
