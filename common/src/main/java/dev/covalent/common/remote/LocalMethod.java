package dev.covalent.common.remote;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A default method, or a bridge, that runs on the proxy itself.
 *
 * <p>{@link InvocationHandler#invokeDefault} refuses interfaces that are not public, whatever their accessible flag says,
 * and a private lookup refuses those of packages that are not open, such as the JDK's: each serves where the other fails.
 *
 * <p>Immutable.
 *
 * @param method the method
 * @param handle calls it; null if the interface is not open, in which case it has to be public
 */
record LocalMethod(Method method, @Nullable MethodHandle handle) {

    static LocalMethod of(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        try {
            MethodHandle handle = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
                    .unreflectSpecial(method, declaring);
            return new LocalMethod(method, handle);
        } catch (IllegalAccessException notOpen) {
            return new LocalMethod(method, null);
        }
    }

    @Nullable Object invoke(Object proxy, @Nullable Object @Nullable [] args) throws Throwable {
        return handle == null
                ? InvocationHandler.invokeDefault(proxy, method, args)
                : handle.bindTo(proxy).invokeWithArguments(args == null ? new Object[0] : args);
    }
}
