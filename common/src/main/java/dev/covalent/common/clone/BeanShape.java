package dev.covalent.common.clone;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class that the receiver fills from a map: its public constructor without parameters, its setters and its public
 * fields. A setter goes before a field of the same name; of overloaded setters, the one with the getter's type.
 *
 * <p>Immutable.
 */
final class BeanShape {
    private static final ClassValue<BeanShape> SHAPES = new ClassValue<>() {
        @Override
        protected BeanShape computeValue(Class<?> type) {
            return new BeanShape(type);
        }
    };

    private final @Nullable MethodHandle constructor;
    private final Map<String, Property> properties = new LinkedHashMap<>();

    private BeanShape(Class<?> type) {
        this.constructor = constructor(type);
        if (constructor == null) {
            return;
        }
        try {
            for (Field field : type.getFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
                    add(field.getName(), field.getGenericType(), field.getType(), field);
                }
            }
            Arrays.stream(type.getMethods())
                    .filter(BeanShape::isSetter)
                    .sorted(Comparator.comparing(setter -> isTypeOfGetter(type, setter)))
                    .forEach(setter -> add(
                            propertyName(setter),
                            setter.getGenericParameterTypes()[0],
                            setter.getParameterTypes()[0],
                            setter));
        } catch (RuntimeException inaccessible) {
            properties.clear(); // its module does not open it: then it is no bean to us
        }
    }

    static BeanShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** Tells whether instances can be made and filled; never so for a class of the platform's. */
    boolean isBean() {
        return constructor != null && !properties.isEmpty();
    }

    Map<String, Property> properties() {
        return properties;
    }

    /** Makes an empty instance; throws what its constructor throws. */
    Object create() throws Throwable {
        if (constructor == null) {
            throw new IllegalStateException("No bean; isBean() tells");
        }
        return (Object) constructor.invokeExact();
    }

    private void add(String name, Type type, Class<?> erased, AccessibleObject member) {
        try {
            member.setAccessible(true); // the class around a public member need not be public
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle setter =
                    member instanceof Field field ? lookup.unreflectSetter(field) : lookup.unreflect((Method) member);
            MethodHandle generic = setter.asType(MethodType.methodType(void.class, Object.class, Object.class));
            properties.put(name, new Property(type, erased, generic));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable MethodHandle constructor(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers()) || type.getClassLoader() == null || type.isEnum()) {
            return null;
        }
        try {
            Constructor<?> constructor = type.getConstructor();
            constructor.setAccessible(true);
            return MethodHandles.lookup().unreflectConstructor(constructor).asType(MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException | RuntimeException none) {
            return null;
        }
    }

    private static boolean isSetter(Method method) {
        String name = method.getName();
        return name.length() > 3
                && name.startsWith("set")
                && method.getParameterCount() == 1
                && !method.isBridge()
                && !Modifier.isStatic(method.getModifiers());
    }

    private static boolean isTypeOfGetter(Class<?> type, Method setter) {
        String name = setter.getName().substring(3);
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.getName().equals("get" + name)
                        || method.getName().equals("is" + name))
                .anyMatch(getter -> getter.getReturnType() == setter.getParameterTypes()[0]);
    }

    /** Returns the name as JavaBeans has it: {@code setName} is {@code name}, {@code setURL} is {@code URL}. */
    private static String propertyName(Method setter) {
        String name = setter.getName().substring(3);
        boolean acronym =
                name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /**
     * Something of a bean that can be set.
     *
     * @param type its generic type
     * @param erased its class
     * @param setter takes the bean and the value
     */
    record Property(Type type, Class<?> erased, MethodHandle setter) {

        /** Sets the property; throws what the setter throws. */
        void set(Object bean, @Nullable Object value) throws Throwable {
            setter.invokeExact(bean, value);
        }
    }
}
