package dev.covalent.common.clone;

import dev.covalent.common.ValueConversionException;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns plain values into the types that the receiver asks for. One object converted twice to one type is one object,
 * and cycles stay cycles, except through what is complete once made: a record, an {@code Optional}.
 *
 * <p>Confined to one call.
 */
final class Converter {
    private static final Object UNFINISHED = new Object();

    private static final Map<Class<?>, Object> EMPTY = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    private final Map<Memo, Object> converted = new HashMap<>();
    private final ConvertedKeys keys = new ConvertedKeys();

    private final @Nullable IncomingReferences references;

    private Converter(@Nullable IncomingReferences references) {
        this.references = references;
    }

    /**
     * Converts a plain value.
     *
     * @param path what messages call the value: {@code "args[0]"}
     * @param references what it may refer to; null if it refers to nothing
     * @throws ValueConversionException if it has another shape
     */
    static @Nullable Object convert(
            @Nullable Object plain, Type type, String path, @Nullable IncomingReferences references) {
        if (type instanceof Class<?> asked && Scalars.boxed(asked).isInstance(plain)) {
            return plain;
        }
        try {
            return new Converter(references).convert(plain, Target.of(type));
        } catch (PathProblem problem) {
            String message = problem.path(path) + ": " + problem.problem();
            throw problem.getCause() == null
                    ? new ValueConversionException(message)
                    : new ValueConversionException(message, problem.getCause());
        } catch (StackOverflowError tooDeep) {
            throw new ValueConversionException(path + ": nested deeper than the stack of this thread allows", tooDeep);
        }
    }

    private @Nullable Object convert(@Nullable Object plain, Target target) {
        Class<?> type = target.raw();
        if (plain == null) {
            if (type.isPrimitive()) {
                throw mismatch(null, target);
            }
            return null;
        }
        if (references != null && references.types().isReference(target)) {
            return referred(plain, target, references);
        }
        if (target.isOpen() && type.isInstance(plain)) {
            return plain;
        }
        Object scalar = target.arguments().isEmpty() ? Scalars.convert(plain, type) : null;
        return scalar != null ? scalar : convertParts(plain, target);
    }

    private static Object referred(Object plain, Target target, IncomingReferences references) {
        if (!(plain instanceof Integer index)) {
            throw mismatch(plain, target);
        }
        try {
            return references.at(index, target);
        } catch (IllegalArgumentException problem) {
            throw new PathProblem(String.valueOf(problem.getMessage()));
        }
    }

    private Object convertParts(Object plain, Target target) {
        Memo memo = new Memo(plain, target);
        Object known = converted.get(memo);
        if (known == UNFINISHED) {
            throw new PathProblem("a cycle through " + target
                    + ", which must be complete to be made; ask for a list, map or bean in between");
        }
        if (known != null) {
            return known;
        }
        converted.put(memo, UNFINISHED);
        Object result = build(plain, target, memo);
        converted.put(memo, result);
        return result;
    }

    private Object build(Object plain, Target target, Memo memo) {
        Class<?> type = target.raw();
        if (type == Optional.class) {
            return optional(plain, target);
        }
        Object bytes = Scalars.convertBytes(plain, type);
        if (bytes != null) {
            return bytes;
        }
        Collection<?> elements = Containers.elements(plain);
        if (elements != null) {
            return type.isArray() ? array(elements, target, memo) : collection(elements, target, memo);
        }
        if (plain instanceof Map<?, ?> map) {
            return type.isRecord() ? instance(map, target) : mapOrBean(map, target, memo);
        }
        if (type.isInstance(plain)) {
            return plain; // a generic interface of a value's class, as in Comparable<String>
        }
        throw mismatch(plain, target);
    }

    private Optional<Object> optional(Object plain, Target target) {
        if (!(plain instanceof Optional<?> optional)) {
            return Optional.ofNullable(convert(plain, target.argument(0)));
        }
        try {
            return Optional.ofNullable(convert(optional.orElse(null), target.argument(0)));
        } catch (PathProblem problem) {
            throw problem.inside(".value");
        }
    }

    private Object array(Collection<?> elements, Target target, Memo memo) {
        Target component = target.component();
        Object array = Array.newInstance(component.raw(), elements.size());
        converted.put(memo, array);
        int index = 0;
        for (Object element : elements) {
            Array.set(array, index, element(elements, index, element, component));
            index++;
        }
        return array;
    }

    private Object collection(Collection<?> elements, Target target, Memo memo) {
        Collection<Object> result = Containers.newCollection(target.raw());
        if (result == null) {
            throw mismatch(elements, target);
        }
        converted.put(memo, result);
        ConvertedKeys.Keys admission = keys.new Keys(result);
        int index = 0;
        for (Object element : elements) {
            Object part = element(elements, index, element, target.argument(0));
            try {
                admission.admit(part, element);
                result.add(part);
            } catch (PathProblem problem) {
                throw problem.inside(PathProblem.index(index));
            } catch (RuntimeException refused) {
                throw new PathProblem(target + " refused it: " + refused, refused).inside(PathProblem.index(index));
            }
            index++;
        }
        return result;
    }

    private @Nullable Object element(Collection<?> source, int index, @Nullable Object element, Target component) {
        try {
            return convert(element, component);
        } catch (PathProblem problem) {
            throw problem.inside(source instanceof Set ? PathProblem.element(index) : PathProblem.index(index));
        }
    }

    private Object mapOrBean(Map<?, ?> source, Target target, Memo memo) {
        Map<Object, Object> result = Containers.newMap(target.raw());
        if (result == null) {
            return bean(source, target, memo);
        }
        converted.put(memo, result);
        ConvertedKeys.Keys admission = keys.new Keys(result);
        int index = 0;
        for (Map.Entry<?, ?> entry : source.entrySet()) {
            Object key;
            try {
                key = convert(entry.getKey(), target.argument(0));
                admission.admit(key, entry.getKey());
            } catch (PathProblem problem) {
                throw problem.inside(PathProblem.key(index));
            }
            try {
                result.put(key, convert(entry.getValue(), target.argument(1)));
            } catch (PathProblem problem) {
                throw problem.inside(PathProblem.valueOf(entry.getKey(), index));
            } catch (RuntimeException refused) {
                throw new PathProblem(target + " refused it: " + refused, refused).inside(PathProblem.key(index));
            }
            index++;
        }
        return result;
    }

    private Object instance(Map<?, ?> source, Target target) {
        RecordShape shape = RecordShape.of(target.raw());
        Object[] components = new Object[shape.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = member(source, shape.name(i), target.member(shape.type(i)));
        }
        try {
            return shape.create(components);
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (Throwable refused) {
            throw new PathProblem(target + " refused its components: " + refused, refused);
        }
    }

    private Object bean(Map<?, ?> source, Target target, Memo memo) {
        BeanShape shape = BeanShape.of(target.raw());
        if (!shape.isBean()) {
            throw new PathProblem("found " + Scalars.description(source) + ", expected " + target
                    + ", which is neither a record nor a bean (public constructor without parameters, setters)");
        }
        String step = "";
        try {
            Object bean = shape.create();
            converted.put(memo, bean);
            for (Map.Entry<String, BeanShape.Property> entry :
                    shape.properties().entrySet()) {
                String name = entry.getKey();
                if (source.containsKey(name)) {
                    BeanShape.Property property = entry.getValue();
                    Object value = member(source, name, target.member(property.type()));
                    step = "." + name;
                    property.set(bean, value);
                    step = "";
                }
            }
            return bean;
        } catch (PathProblem | VirtualMachineError passed) {
            throw passed;
        } catch (Throwable refused) {
            throw new PathProblem(target + " refused it: " + refused, refused).inside(step);
        }
    }

    /** Converts what a map holds for a component or property. */
    private @Nullable Object member(Map<?, ?> source, String name, Target target) {
        Object plain = source.get(name);
        try {
            if (plain != null) {
                return convert(plain, target);
            }
            if (target.raw().isPrimitive() && !source.containsKey(name)) {
                throw new PathProblem("missing, expected " + target);
            }
            return EMPTY.containsKey(target.raw()) ? EMPTY.get(target.raw()) : convert(null, target);
        } catch (PathProblem problem) {
            throw problem.inside("." + name);
        }
    }

    private static PathProblem mismatch(@Nullable Object plain, Target target) {
        return new PathProblem("found " + Scalars.description(plain) + ", expected " + Scalars.expectation(target));
    }

    /** A plain object and what it is converted to. Compared by the object's identity: its hash may be without end. */
    private record Memo(Object plain, Target target) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Memo memo && memo.plain == plain && memo.target.equals(target);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(plain) + target.hashCode();
        }
    }
}
