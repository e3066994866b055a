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
 * <p>A shared interface has its abstract and default methods in the table, inherited ones included; a callback only its
 * abstract ones, because its default methods run where they are called. Static and private methods, those of {@code
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

    private RemoteInterface(Type type, boolean callback) {
        this.type = type;
        this.callback = callback;
        TypeBindings bindings = TypeBindings.of(type);
        for (Method method : type().getMethods()) {
            if (isRemote(method)) {
                RemoteMethod remote = RemoteMethod.of(method, bindings, callback);
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
            return new RemoteInterface(type, false);
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be used remotely: " + problem.getMessage(), problem);
        }
    }

    /**
     * Makes the table of a callback.
     *
     * @param type the interface, with type arguments where it has any, resolved
     * @param position where it is, for messages
     */
    static RemoteInterface ofCallback(Type type, String position) {
        Class<?> raw = TypeBindings.erase(type);
        checkImplementable(raw, position + " has the interface " + raw.getName() + ", which");
        RemoteInterface table;
        try {
            table = new RemoteInterface(type, true);
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException(
                    position + " takes a callback, the interface " + raw.getName() + "; " + problem.getMessage(),
                    problem);
        }
        if (table.byKey.isEmpty()) {
            throw new IllegalArgumentException(position + " has the interface " + raw.getName()
                    + ", which is no value and has no method to be called: use a record or another plain value");
        }
        return table;
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
                && !(callback && method.isDefault())
                && !OF_EVERY_OBJECT.contains(RemoteMethod.descriptorOf(method));
    }

    /** Checks what {@link Proxy} and the garbage collector would trip over. */
    private static void checkImplementable(Class<?> type, String subject) {
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
