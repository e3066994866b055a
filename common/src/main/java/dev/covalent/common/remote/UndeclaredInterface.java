package dev.covalent.common.remote;

import dev.covalent.common.UncloneableValueException;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what to declare, where an argument could be referred to, but is to be copied because {@code Object} is declared. */
final class UndeclaredInterface {
    private UndeclaredInterface() {}

    /** Returns the refusal of an argument, with what the method is to declare if that would help. */
    static UncloneableValueException explained(
            UncloneableValueException refused,
            RemoteMethod method,
            Type declared,
            @Nullable Object argument,
            int index) {
        if (argument == null || declared != Object.class || !refused.path().equals("args[" + index + "]")) {
            return refused;
        }
        return interfaces(argument.getClass())
                .filter(Positions::isReference)
                .filter(type -> Positions.isFunctional(type) || !Positions.isOfThePlatform(type))
                .findFirst()
                .map(type -> new UncloneableValueException(
                        refused.path(),
                        refused.problem() + ", which " + method
                                + " takes as a java.lang.Object and so as a copy: declare " + type.getName()
                                + " there, and it is referred to"))
                .orElse(refused);
    }

    /** Returns what a class of the application's implements; those of the platform are not made to be referred to. */
    private static Stream<Class<?>> interfaces(Class<?> type) {
        if (Positions.isOfThePlatform(type) && !Proxy.isProxyClass(type)) {
            return Stream.empty();
        }
        Class<?> superclass = type.getSuperclass();
        return Stream.concat(
                Stream.of(type.getInterfaces()), superclass == null ? Stream.empty() : interfaces(superclass));
    }
}
