package dev.covalent.common.remote;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import java.lang.reflect.Constructor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions that the methods of remote interfaces declare, which their callers are to catch as what they are.
 *
 * <p>The peer names one, and that name is compared with what the interface declares here; no class is loaded by it.
 */
public final class DeclaredException {
    /** What a method declares that says nothing of what it throws. */
    private static final Set<Class<?>> SAY_NOTHING =
            Set.of(Throwable.class, Exception.class, RuntimeException.class, Error.class);

    /** What a constructor may take, in the order in which they are tried. */
    private static final List<Class<?>[]> CONSTRUCTORS = List.of(
            new Class<?>[] {RemoteError.class},
            new Class<?>[] {String.class, Throwable.class},
            new Class<?>[] {String.class},
            new Class<?>[] {Throwable.class},
            new Class<?>[0]);

    private DeclaredException() {}

    /** Returns the nearest class that a method declares of those that a problem has; empty if it declares none. */
    static Optional<Class<?>> of(RemoteMethod method, Throwable problem) {
        return method.declaredExceptions().stream()
                .filter(declared -> !SAY_NOTHING.contains(declared) && declared.isInstance(problem))
                .min(Comparator.comparingInt(declared -> distance(problem.getClass(), declared)));
    }

    private static int distance(Class<?> thrown, Class<?> declared) {
        return (int) Stream.<Class<?>>iterate(thrown, type -> type != declared, Class::getSuperclass)
                .count();
    }

    /** Makes the failure of a method that threw what it declares. */
    static Outcome.Failure failure(Class<?> declared, String message, RemoteError error) {
        return new Outcome.Failure(
                FailureKind.DECLARED, message, StructuredClone.encode(new Failed(declared.getName(), error), "error"));
    }

    /**
     * Returns what the caller of a method is to see of a failure: the exception that the method declares, if it can be made
     * here, with the failure as its cause; else the failure.
     */
    public static Throwable rebuilt(RemoteMethod method, RemoteCallException failure) {
        return method.declaredExceptions().stream()
                .filter(declared -> declared.getName().equals(failure.declaredType()))
                .flatMap(declared -> CONSTRUCTORS.stream().map(parameters -> made(declared, parameters, failure)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(failure);
    }

    private static Optional<Throwable> made(Class<?> type, Class<?>[] parameters, RemoteCallException failure) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            if (!constructor.trySetAccessible()) {
                return Optional.empty();
            }
            Object[] arguments = Stream.of(parameters)
                    .map(parameter -> argument(parameter, failure))
                    .toArray();
            return Optional.of(caused((Throwable) constructor.newInstance(arguments), failure));
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException impossible) {
            return Optional.empty();
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (Throwable refused) { // by the class, or by its constructor
            failure.addSuppressed(refused);
            return Optional.empty();
        }
    }

    private static Throwable caused(Throwable exception, RemoteCallException failure) {
        try {
            if (exception.getCause() == null) {
                exception.initCause(failure);
            }
        } catch (RuntimeException refused) { // it may have been made without a cause
            exception.addSuppressed(failure);
        }
        return exception;
    }

    private static @Nullable Object argument(Class<?> parameter, RemoteCallException failure) {
        if (parameter == RemoteError.class) {
            return failure.error();
        }
        return parameter == String.class ? failure.error().message() : failure;
    }

    /** Decodes what {@link #failure} encoded. */
    public static RemoteCallException decode(Outcome.Failure failure) {
        Failed failed = StructuredClone.value(failure.error()).get(Failed.class);
        return new RemoteCallException(failure.message(), failed.error(), failed.declared());
    }

    /** What crosses of it. */
    private record Failed(String declared, RemoteError error) {}
}
