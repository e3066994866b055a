package dev.covalent.common.clone;

import dev.covalent.common.UncloneableValueException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads what a record or bean has: the components of the one, the public getters and fields of the other. */
public final class ObjectProperties {
    private ObjectProperties() {}

    /**
     * Returns the properties as they are now: a record's in the order of its components, a bean's by name.
     *
     * @throws IllegalArgumentException if the object has none
     * @throws UncloneableValueException if one cannot be read
     */
    public static Map<String, @Nullable Object> of(Object object) {
        Class<?> type = object.getClass();
        Map<String, @Nullable Object> properties = type.isRecord() ? ofRecord(object) : ofBean(object);
        if (properties.isEmpty() && !type.isRecord()) {
            throw new IllegalArgumentException(type.getName()
                    + " has no properties: it is neither a map nor a record, nor has it public getters or fields. Share it"
                    + " as an interface, if its methods are to be called");
        }
        return properties;
    }

    private static Map<String, @Nullable Object> ofRecord(Object object) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        try {
            RecordShape shape = RecordShape.of(object.getClass());
            for (int i = 0; i < shape.size(); i++) {
                properties.put(shape.name(i), shape.component(object, i));
            }
        } catch (PathProblem problem) {
            throw unreadable(problem.path(object.getClass().getSimpleName()), problem.problem(), problem.getCause());
        }
        return properties;
    }

    private static Map<String, @Nullable Object> ofBean(Object object) {
        Map<String, @Nullable Object> properties = new TreeMap<>();
        if (isOfThePlatform(object.getClass()) || object instanceof Enum) {
            return properties; // a text, a number, a list: no bean, whatever its methods are called
        }
        for (Field field : object.getClass().getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !isOfThePlatform(field.getDeclaringClass())) {
                open(field, field.getDeclaringClass());
                properties.put(field.getName(), read(object, field.getName(), () -> field.get(object)));
            }
        }
        for (Map.Entry<String, Method> getter : getters(object.getClass()).entrySet()) {
            String name = getter.getKey();
            Method method = getter.getValue();
            open(method, method.getDeclaringClass());
            properties.put(name, read(object, name, () -> method.invoke(object)));
        }
        return properties;
    }

    /** Returns the getters by property; one that javac made to bridge to another only where that cannot be seen. */
    private static Map<String, Method> getters(Class<?> type) {
        Map<String, Method> getters = new TreeMap<>();
        for (Method method : type.getMethods()) {
            String name = propertyOf(method);
            if (!name.isEmpty()) {
                getters.merge(name, method, (one, other) -> one.isBridge() ? other : one);
            }
        }
        return getters;
    }

    private static void open(AccessibleObject member, Class<?> declaring) {
        if (!member.trySetAccessible()) { // the class need not be public, only its package open
            throw new IllegalArgumentException("its package " + declaring.getPackageName() + " is not open: open it to "
                    + ObjectProperties.class.getModule() + " in module-info.java");
        }
    }

    private static boolean isOfThePlatform(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    /** Returns the property that a method gets; empty if it is no getter. */
    private static String propertyOf(Method method) {
        String name = method.getName();
        boolean truth = method.getReturnType() == boolean.class && name.startsWith("is");
        int prefix = truth ? 2 : 3;
        boolean named = truth || (name.startsWith("get") && method.getReturnType() != void.class);
        boolean getter = named
                && name.length() > prefix
                && !Character.isLowerCase(name.charAt(prefix))
                && method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !isOfThePlatform(method.getDeclaringClass());
        return getter ? decapitalized(name.substring(prefix)) : "";
    }

    /** Returns a property's name as JavaBeans have it: {@code URL} stays as it is. */
    private static String decapitalized(String name) {
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static @Nullable Object read(Object object, String name, Callable<@Nullable Object> reading) {
        try {
            return reading.call();
        } catch (InvocationTargetException threw) {
            Throwable cause = threw.getCause() == null ? threw : threw.getCause();
            throw unreadable(
                    object.getClass().getSimpleName() + "." + name,
                    "reading it threw " + cause.getClass().getName(),
                    cause);
        } catch (Exception refused) {
            throw unreadable(object.getClass().getSimpleName() + "." + name, "it cannot be read", refused);
        }
    }

    private static UncloneableValueException unreadable(String path, String problem, @Nullable Throwable cause) {
        UncloneableValueException unreadable = new UncloneableValueException(path, problem);
        if (cause != null) {
            unreadable.initCause(cause);
        }
        return unreadable;
    }
}
