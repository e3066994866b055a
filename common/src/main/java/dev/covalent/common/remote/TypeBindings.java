package dev.covalent.common.remote;

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
import org.jspecify.annotations.Nullable;

/**
 * What the type variables of an interface and of those that it extends stand for, seen from that interface.
 *
 * <p>Immutable once made.
 */
final class TypeBindings {
    private final Map<TypeVariable<?>, Type> bindings = new HashMap<>();

    private TypeBindings() {}

    static TypeBindings of(Type root) {
        TypeBindings bindings = new TypeBindings();
        bindings.bind(root);
        return bindings;
    }

    /**
     * Replaces variables and wildcards by what a value of the type is converted to. The result consists of classes,
     * parameterized types and arrays of these, and compares by content.
     */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type bound = bindings.get(variable);
            return bound == null ? erase(variable) : bound; // a bound may mention its own variable
        }
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return resolve(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(this::resolve)
                    .toList();
            return new Parameterized(erase(generic), arguments);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> plain ? plain.arrayType() : new ArrayOf(component);
        }
        return type;
    }

    /** Returns the class that a type has at run time. */
    static Class<?> erase(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof TypeVariable<?> variable) {
            return erase(variable.getBounds()[0]);
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0]);
        }
        throw new IllegalArgumentException("Unknown kind of type " + type.getTypeName());
    }

    /** Returns a generic type with a resolved argument. */
    static Type parameterized(Class<?> raw, Type argument) {
        return new Parameterized(raw, List.of(argument));
    }

    private void bind(Type type) {
        if (type instanceof ParameterizedType generic) {
            TypeVariable<?>[] variables = erase(type).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.putIfAbsent(variables[i], resolve(generic.getActualTypeArguments()[i]));
            }
        }
        for (Type parent : erase(type).getGenericInterfaces()) {
            bind(parent);
        }
    }

    /** A resolved type with arguments. */
    private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String toString() {
            return arguments.stream()
                    .map(Type::getTypeName)
                    .collect(Collectors.joining(", ", raw.getName() + "<", ">"));
        }
    }

    /** A resolved array of such types. */
    private record ArrayOf(Type component) implements GenericArrayType {

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }
}
