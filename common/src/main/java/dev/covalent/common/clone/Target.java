package dev.covalent.common.clone;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type to convert to, with nothing left to look up: wildcards and variables are replaced by what they stand for.
 *
 * <p>Immutable.
 *
 * @param raw the class
 * @param arguments its type arguments; empty where the class takes none or was named without
 */
public record Target(Class<?> raw, List<Target> arguments) {
    static final Target ANYTHING = new Target(Object.class, List.of());

    /** Returns the target that a type stands for where nothing is known of type variables but their bounds. */
    public static Target of(Type type) {
        return of(type, Map.of());
    }

    /** Returns the target that a type of a member of this class stands for: {@code T} is this target's argument. */
    public Target member(Type type) {
        if (type instanceof Class<?> plain) {
            return new Target(plain, List.of());
        }
        Map<TypeVariable<?>, Target> bindings = new HashMap<>();
        TypeVariable<?>[] parameters = raw.getTypeParameters();
        for (int i = 0; i < Math.min(parameters.length, arguments.size()); i++) {
            bindings.put(parameters[i], arguments.get(i));
        }
        return of(type, bindings);
    }

    /** Returns the type argument at {@code index}; anything if there is none. */
    Target argument(int index) {
        return index < arguments.size() ? arguments.get(index) : ANYTHING;
    }

    /** Returns the type of the elements of this array type. */
    public Target component() {
        return arguments.isEmpty() ? new Target(raw.getComponentType(), List.of()) : arguments.get(0);
    }

    /** Tells whether whatever is an instance of the class is right: the type arguments demand nothing of the parts. */
    boolean isOpen() {
        return arguments.stream().allMatch(ANYTHING::equals);
    }

    @Override
    public String toString() {
        if (arguments.isEmpty() || raw.isArray()) {
            return raw.getSimpleName();
        }
        return arguments.stream()
                .map(Target::toString)
                .collect(Collectors.joining(", ", raw.getSimpleName() + "<", ">"));
    }

    private static Target of(Type type, Map<TypeVariable<?>, Target> bindings) {
        if (type instanceof Class<?> plain) {
            return new Target(plain, List.of());
        }
        if (type instanceof ParameterizedType generic) {
            List<Target> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(argument -> of(argument, bindings))
                    .toList();
            return new Target((Class<?>) generic.getRawType(), arguments);
        }
        if (type instanceof GenericArrayType array) {
            Target component = of(array.getGenericComponentType(), bindings);
            boolean plain = component.arguments.isEmpty();
            return new Target(component.raw.arrayType(), plain ? List.of() : List.of(component));
        }
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return of(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0], bindings);
        }
        if (type instanceof TypeVariable<?> variable) {
            return ofVariable(variable, bindings);
        }
        throw new IllegalArgumentException("Unknown kind of type " + type.getTypeName());
    }

    private static Target ofVariable(TypeVariable<?> variable, Map<TypeVariable<?>, Target> bindings) {
        Target bound = bindings.get(variable);
        if (bound != null) {
            return bound;
        }
        // A bound may mention its own variable: T extends Comparable<T>. Inside it, T may be anything.
        Map<TypeVariable<?>, Target> inner = new HashMap<>(bindings);
        inner.put(variable, ANYTHING);
        return of(variable.getBounds()[0], inner);
    }
}
