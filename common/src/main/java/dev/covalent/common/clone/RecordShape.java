package dev.covalent.common.clone;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/**
 * A record class taken apart: the names and types of its components, how to read them and how to make a record of them.
 *
 * <p>Immutable.
 */
final class RecordShape implements ValueWriter<Object> {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Class<?> type;
    private final String[] names;
    private final Type[] types;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    private RecordShape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.type = type;
        this.names = new String[components.length];
        this.types = new Type[components.length];
        this.accessors = new MethodHandle[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                names[i] = components[i].getName();
                types[i] = components[i].getGenericType();
                accessors[i] = accessor(components[i].getAccessor());
            }
            this.constructor = canonical(type, components);
        } catch (ReflectiveOperationException | RuntimeException inaccessible) {
            throw new PathProblem(
                    type.getName() + ", a record that its module does not open to this library", inaccessible);
        }
    }

    /** Returns the shape of a record class. */
    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    int size() {
        return names.length;
    }

    String name(int index) {
        return names[index];
    }

    List<String> names() {
        return Arrays.asList(names);
    }

    Type type(int index) {
        return types[index];
    }

    /** Reads a component through its accessor, which may be the user's code. */
    Object component(Object instance, int index) {
        try {
            return (Object) accessors[index].invokeExact(instance);
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (Throwable thrown) {
            throw new PathProblem(
                            "the accessor of " + type.getName() + " threw "
                                    + thrown.getClass().getName(),
                            thrown)
                    .inside("." + names[index]);
        }
    }

    /** Makes a record of its components; throws what its constructor throws. */
    Object create(Object[] components) throws Throwable {
        return (Object) constructor.invokeExact(components);
    }

    @Override
    public void write(Encoder encoder, Object value) {
        encoder.components(this, value);
    }

    private static MethodHandle accessor(Method accessor) throws IllegalAccessException {
        accessor.setAccessible(true);
        return MethodHandles.lookup().unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
    }

    private static MethodHandle canonical(Class<?> type, RecordComponent[] components)
            throws ReflectiveOperationException {
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> canonical = type.getDeclaredConstructor(parameters);
        canonical.setAccessible(true);
        return MethodHandles.lookup()
                .unreflectConstructor(canonical)
                .asSpreader(Object[].class, parameters.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }
}
