package dev.covalent.renderer.boot;

import jakarta.inject.Inject;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page that asks for nothing but parts of its renderer, in its constructor. Most do, and an injector for one constructor
 * call takes a renderer a third of the time in which it starts. What such a page gets is what Guice would give it; any page
 * that might need more than that is no plain one.
 *
 * <p>Immutable.
 */
final class PlainPage<P> {
    private final Constructor<P> constructor;

    private PlainPage(Constructor<P> constructor) {
        this.constructor = constructor;
    }

    /** Returns how to make pages of a class, or nothing if that is Guice's to say. */
    static <P> Optional<PlainPage<P>> of(Class<P> type) {
        if (type.getAnnotations().length > 0 || Modifier.isAbstract(type.getModifiers()) || hasAnnotatedMembers(type)) {
            return Optional.empty(); // a scope, an aspect, what is to be injected
        }
        return constructor(type).filter(PlainPage::takesParts).map(PlainPage::new);
    }

    /**
     * Makes the page.
     *
     * @throws Exception what its constructor throws
     */
    P make(PageParts parts) throws Exception {
        Object[] arguments =
                Arrays.stream(constructor.getParameterTypes()).map(parts::get).toArray();
        constructor.setAccessible(true); // pages need not be public, as with Guice
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (thrown.getCause() instanceof Error cause) {
                throw cause;
            }
            throw thrown;
        }
    }

    @SuppressWarnings("unchecked") // a class's own constructors make instances of it
    private static <P> Optional<Constructor<P>> constructor(Class<P> type) {
        Constructor<?>[] all = type.getDeclaredConstructors();
        return all.length == 1 && isInjected(all[0]) ? Optional.of((Constructor<P>) all[0]) : Optional.empty();
    }

    private static boolean takesParts(Constructor<?> constructor) {
        return PageParts.TYPES.containsAll(Arrays.asList(constructor.getParameterTypes()))
                && Arrays.stream(constructor.getParameterAnnotations()).allMatch(qualifiers -> qualifiers.length == 0);
    }

    private static boolean hasAnnotatedMembers(Class<?> type) {
        for (Class<?> of = type; of != null && of != Object.class; of = of.getSuperclass()) {
            if (Stream.of(of.getDeclaredFields(), of.getDeclaredMethods())
                    .flatMap(Arrays::stream)
                    .map(AccessibleObject.class::cast)
                    .anyMatch(member -> member.getAnnotations().length > 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInjected(Constructor<?> constructor) {
        boolean asked = constructor.getAnnotations().length == 1 && constructor.isAnnotationPresent(Inject.class);
        boolean nothingToAskFor = constructor.getAnnotations().length == 0
                && constructor.getParameterCount() == 0
                && !Modifier.isPrivate(constructor.getModifiers());
        return asked || nothingToAskFor;
    }
}
