package dev.covalent.common.remote;

import dev.covalent.common.Arguments;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.ValueConversionException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A method that may be called from another process, and how its arguments and result cross.
 *
 * <p>Its key is its name and descriptor; for a callback also its parameters' types where generics say more than the
 * descriptor, because one lambda may have been passed as a {@code Consumer<Person>} and as a {@code Consumer<String>}.
 *
 * <p>Immutable.
 */
public final class RemoteMethod {

    /** What the caller gets. */
    public enum Answer {
        /** Nothing: the method is void. */
        NOTHING,
        /** A value, when the method has returned. */
        VALUE,
        /** A value that the method's stage is completed with. */
        STAGE
    }

    private final Method method;
    private final String key;
    private final boolean callback;
    private final List<RemoteParameter> parameters;
    private final boolean takesCallbacks;
    private final Answer answer;
    private final Type resultType;

    private RemoteMethod(Method method, boolean callback, List<RemoteParameter> parameters, Type result) {
        this.method = method;
        this.callback = callback;
        this.parameters = List.copyOf(parameters);
        this.takesCallbacks = parameters.stream().anyMatch(parameter -> parameter.callback() != null);
        this.key = descriptorOf(method) + (callback ? genericSuffix(method, parameters) : "");
        this.answer = answerOf(TypeBindings.erase(result));
        this.resultType = answer == Answer.STAGE ? awaited(result) : result;
    }

    /**
     * Describes a method.
     *
     * @param bindings what the type variables of its interface stand for
     * @param callback whether its interface is that of a callback
     * @throws IllegalArgumentException if it cannot be called remotely
     */
    static RemoteMethod of(Method method, TypeBindings bindings, boolean callback) {
        Type[] types = method.getGenericParameterTypes();
        List<RemoteParameter> parameters = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            String position = "parameter " + i + " of " + signatureOf(method);
            parameters.add(RemoteParameter.of(bindings.resolve(types[i]), position, !callback));
        }
        RemoteMethod remote =
                new RemoteMethod(method, callback, parameters, bindings.resolve(method.getGenericReturnType()));
        remote.checkResult();
        if (!method.trySetAccessible()) { // the interface need not be public, only its package open
            throw new IllegalArgumentException(
                    "its package " + method.getDeclaringClass().getPackageName() + " is not open: open it to "
                            + RemoteMethod.class.getModule() + " in module-info.java");
        }
        return remote;
    }

    /** Returns the name and descriptor by which a call names the method. */
    public String key() {
        return key;
    }

    /** Returns the name. */
    public String name() {
        return method.getName();
    }

    /** Returns what the caller gets. */
    public Answer answer() {
        return answer;
    }

    /**
     * Encodes the arguments of a call.
     *
     * @param args the arguments; null where the method has no parameters
     * @throws UncloneableValueException if an argument cannot be cloned
     */
    public Payload encodeArguments(@Nullable Object @Nullable [] args, CallbackNumbers callbacks) {
        if (args == null || !takesCallbacks) {
            return encodeArguments(args);
        }
        @Nullable Object[] values = args.clone();
        List<CallbackReference> passed = new ArrayList<>();
        boolean encoded = false;
        try {
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                RemoteInterface type = parameters.get(i).callback();
                if (type != null && value != null) {
                    CallbackReference reference = callbacks.referenceTo(value, type);
                    passed.add(reference);
                    values[i] = reference;
                }
            }
            Payload arguments = StructuredClone.encodeArguments(values);
            encoded = true;
            return arguments;
        } finally {
            if (!encoded) {
                passed.forEach(callbacks::retract);
            }
        }
    }

    /** Encodes the arguments of a call among which there are no callbacks; null where the method has no parameters. */
    public Payload encodeArguments(@Nullable Object @Nullable [] args) {
        return StructuredClone.encodeArguments(args == null ? new Object[0] : args);
    }

    /**
     * Calls the method on an object, with arguments that another process sent. Never waits: what a stage gives comes
     * with the outcome.
     *
     * @param thrown is told what the arguments' conversion or the method threw
     * @return how it ended; it never fails
     * @throws MalformedDataException if the arguments are not a structured clone
     */
    public CompletionStage<Outcome> perform(
            Object target, Payload arguments, CallbackProxies callbacks, Consumer<Throwable> thrown) {
        RemoteOutcome outcome = new RemoteOutcome(this, callback);
        Object result;
        try {
            result = method.invoke(target, decodeArguments(arguments, callbacks));
        } catch (MalformedDataException malformed) {
            throw malformed;
        } catch (InvocationTargetException threw) {
            return outcome.thrown(Objects.requireNonNullElse(threw.getCause(), threw), thrown);
        } catch (Exception refused) {
            return outcome.thrown(refused, thrown);
        }
        return outcome.of(result);
    }

    /** Calls a callback's method, among whose arguments there are no callbacks. */
    public CompletionStage<Outcome> perform(Object target, Payload arguments, Consumer<Throwable> thrown) {
        return perform(target, arguments, RemoteMethod::noProxy, thrown);
    }

    /** Returns how a call ended whose result could not be sent. */
    public Outcome.Failure unsent(RuntimeException problem) {
        return new RemoteOutcome(this, callback).failure(problem);
    }

    /**
     * Decodes what a call of the method gave.
     *
     * @throws ValueConversionException if it is not of the method's type
     */
    public @Nullable Object decodeResult(Payload result) {
        if (answer == Answer.NOTHING) {
            return null;
        }
        try {
            return StructuredClone.value(result.giveAway()).get(resultType);
        } catch (ValueConversionException mismatch) {
            throw new ValueConversionException("The result of " + this + ": " + mismatch.getMessage(), mismatch);
        }
    }

    /** Returns the interface, the name and the types of the parameters. */
    @Override
    public String toString() {
        return method.getDeclaringClass().getName() + "." + signatureOf(method);
    }

    static String descriptorOf(Method method) {
        return method.getName()
                + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString();
    }

    private @Nullable Object[] decodeArguments(Payload payload, CallbackProxies callbacks) {
        Arguments received = StructuredClone.arguments(payload.giveAway());
        if (received.size() != parameters.size()) {
            throw new ValueConversionException(this + " takes " + parameters.size() + " arguments, found "
                    + received.size() + ": both processes must use the same version of the interface");
        }
        @Nullable Object[] values = new Object[parameters.size()];
        if (takesCallbacks) { // first: the caller keeps them until main has taken them, whatever is wrong with the rest
            decode(received, values, true, callbacks);
        }
        decode(received, values, false, callbacks);
        return values;
    }

    private void decode(Arguments received, @Nullable Object[] values, boolean ofCallbacks, CallbackProxies callbacks) {
        for (int i = 0; i < values.length; i++) {
            if ((parameters.get(i).callback() != null) == ofCallbacks) {
                values[i] = decode(received, i, callbacks);
            }
        }
    }

    private @Nullable Object decode(Arguments received, int index, CallbackProxies callbacks) {
        try {
            return decodeArgument(received, index, callbacks);
        } catch (ValueConversionException mismatch) {
            throw new ValueConversionException(
                    "Argument " + index + " of " + this + ": " + mismatch.getMessage(), mismatch);
        }
    }

    private @Nullable Object decodeArgument(Arguments received, int index, CallbackProxies callbacks) {
        RemoteParameter parameter = parameters.get(index);
        RemoteInterface type = parameter.callback();
        if (type == null) {
            return received.value(index).get(parameter.type());
        }
        CallbackReference reference = received.get(index, CallbackReference.class);
        if (reference == null) {
            return null;
        }
        if (reference.number() <= 0) {
            throw new ValueConversionException("found " + reference.number() + ", expected the number of a callback");
        }
        return callbacks.proxyFor(reference, type, this);
    }

    private void checkResult() {
        String position = "the result of " + signatureOf(method);
        if (callback && answer == Answer.VALUE) {
            throw new IllegalArgumentException("its method " + signatureOf(method) + " returns "
                    + resultType.getTypeName()
                    + ", and no process may wait for a callback: let it return void or a CompletionStage, or take a"
                    + " java.util.function.Consumer");
        }
        if (answer != Answer.NOTHING) {
            Positions.checkValue(resultType, position);
        }
    }

    private static Object noProxy(CallbackReference reference, RemoteInterface type, RemoteMethod origin) {
        throw new IllegalStateException(origin + " takes no callbacks");
    }

    private static String signatureOf(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    private static String genericSuffix(Method method, List<RemoteParameter> parameters) {
        List<? extends Type> types =
                parameters.stream().map(RemoteParameter::type).toList();
        return types.equals(List.of(method.getParameterTypes()))
                ? ""
                : types.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
    }

    private static Answer answerOf(Class<?> result) {
        if (result == void.class) {
            return Answer.NOTHING;
        }
        return Positions.isStage(result) ? Answer.STAGE : Answer.VALUE;
    }

    private static Type awaited(Type stage) {
        return stage instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
    }
}
