package dev.covalent.common.remote;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of what may be called on an interface from another process. It decides alone: a key from the wire is looked
 * up here and nowhere else.
 *
 * <p>An interface of main's objects has its abstract and default methods in the table, inherited ones included; that of a
 * callback only its abstract ones, because its default methods run where they are called, as do those that an interface
 * inherits from the JDK's. Static and private methods, those of {@code
 * Object} and the bridges that javac makes are never in it.
 *
 * <p>Immutable.
 */
public final class RemoteInterface {
    private static final Set<String> OF_EVERY_OBJECT =
            Set.of("equals(Ljava/lang/Object;)Z", "hashCode()I", "toString()Ljava/lang/String;");

    private final Type type;
    private final boolean callback;
    private final Map<String, RemoteMethod> byKey = new HashMap<>();
    private final Map<Method, RemoteMethod> byMethod = new HashMap<>();
    private final Map<Method, LocalMethod> local = new HashMap<>();

    /** Makes a table that is yet to be {@linkplain #fill filled}. */
    RemoteInterface(Type type, boolean callback) {
        this.type = type;
        this.callback = callback;
    }

    /** Fills the table, and those of the interfaces that its methods refer to. */
    void fill(RemoteTypes tables) {
        TypeBindings bindings = TypeBindings.of(type);
        for (Method method : type().getMethods()) {
            if (isRemote(method)) {
                RemoteMethod remote = RemoteMethod.of(method, bindings, callback, tables);
                byKey.putIfAbsent(remote.key(), remote);
                byMethod.put(method, remote);
            } else if (method.isDefault()) {
                local.put(method, LocalMethod.of(method));
            }
        }
    }

    /**
     * Makes the table of an interface that objects are shared as.
     *
     * @throws IllegalArgumentException if it is no interface or has a method that cannot be called remotely; the message
     *     names the method, the parameter and the fix
     */
    public static RemoteInterface of(Class<?> type) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(
                    type.getName() + " is not an interface: share the object as an interface that it implements");
        }
        try {
            checkImplementable(type, type.getName());
            return new RemoteTypes().shared(type);
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be used remotely: " + problem.getMessage(), problem);
        }
    }

    /** Returns the interface. */
    public Class<?> type() {
        return TypeBindings.erase(type);
    }

    /** Returns the name of the interface, as it crosses. */
    public String name() {
        return type().getName();
    }

    /** Returns the method that a key names; null if there is none. */
    public @Nullable RemoteMethod find(String key) {
        return byKey.get(key);
    }

    /** Returns what the table says of a method of the interface; null if it is not called remotely. */
    public @Nullable RemoteMethod find(Method method) {
        return byMethod.get(method);
    }

    /** Tells whether a method of the interface runs on the proxy itself. */
    public boolean isLocal(Method method) {
        return local.containsKey(method);
    }

    /** Runs a method that {@link #isLocal} on a proxy of the interface; throws what it throws. */
    public @Nullable Object runLocally(Object proxy, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        return Objects.requireNonNull(local.get(method), "method").invoke(proxy, args);
    }

    /** Returns all methods. */
    public Collection<RemoteMethod> methods() {
        return List.copyOf(byKey.values());
    }

    /** Tells whether {@code other} is the table of the same interface with the same type arguments. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemoteInterface table && table.type.equals(type) && table.callback == callback;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return type.getTypeName();
    }

    private boolean isRemote(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && !(method.isDefault() && (callback || Positions.isOfThePlatform(method.getDeclaringClass())))
                && !isOfEveryObject(method);
    }

    /** Tells whether a method is one that every object has, whatever its interface declares. */
    static boolean isOfEveryObject(Method method) {
        return OF_EVERY_OBJECT.contains(RemoteMethod.descriptorOf(method));
    }

    /** Checks what {@link Proxy} and the garbage collector would trip over. */
    static void checkImplementable(Class<?> type, String subject) {
        if (type.isSealed()) {
            throw new IllegalArgumentException(
                    subject + " is sealed, so no proxy can implement it: use an interface that is not sealed");
        }
        for (Method method : type.getMethods()) {
            String name = method.getName();
            if (method.getParameterCount() == 0 && (name.equals("finalize") || name.equals("clone"))) {
                throw new IllegalArgumentException(
                        subject + " redeclares " + name + "() of Object, which is never called remotely: rename it");
            }
        }
    }
}
