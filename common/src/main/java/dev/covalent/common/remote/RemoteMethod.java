package dev.covalent.common.remote;

import dev.covalent.common.Arguments;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.ValueConversionException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.clone.Target;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A method that may be called from another process, and how its arguments and result cross.
 *
 * <p>Its key is its name and descriptor, and also the types of its parameters and result where generics say more than the
 * descriptor, because one object may have been passed as a {@code Consumer<Person>} and as a {@code Consumer<String>}.
 *
 * <p>Immutable.
 */
public final class RemoteMethod {
    private static final int SUFFIX_BYTES = 8;

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
    private final boolean takesStages;
    private final List<Target> parameterTargets;
    private final ReferencePositions parameterReferences;
    private final Answer answer;
    private final Type resultType;
    private final Target resultTarget;
    private final ReferencePositions resultReferences;

    private RemoteMethod(Method method, boolean callback, List<Type> parameterTypes, Type result, RemoteTypes tables) {
        this.method = method;
        this.callback = callback;
        this.parameters = parameterTypes.stream().map(RemoteParameter::of).toList();
        this.takesStages = parameters.stream().anyMatch(RemoteParameter::stage);
        this.parameterTargets = parameters.stream()
                .map(parameter -> Target.of(parameter.type()))
                .toList();
        this.answer = answerOf(TypeBindings.erase(result));
        this.resultType = answer == Answer.STAGE ? awaited(result) : result;
        this.resultTarget = Target.of(resultType);
        this.key = descriptorOf(method) + genericSuffix(method, parameterTypes, result);
        this.parameterReferences = parameterReferences(tables);
        this.resultReferences = resultReferences(tables);
    }

    /**
     * Describes a method.
     *
     * @param bindings what the type variables of its interface stand for
     * @param callback whether its interface is that of a callback
     * @param tables has those of the interfaces that the method refers to
     * @throws IllegalArgumentException if it cannot be called remotely
     */
    static RemoteMethod of(Method method, TypeBindings bindings, boolean callback, RemoteTypes tables) {
        List<Type> types = Stream.of(method.getGenericParameterTypes())
                .map(bindings::resolve)
                .toList();
        Type result = bindings.resolve(method.getGenericReturnType());
        RemoteMethod remote = new RemoteMethod(method, callback, types, result, tables);
        if (!method.trySetAccessible()) { // the interface need not be public, only its package open
            throw new IllegalArgumentException(
                    "its package " + method.getDeclaringClass().getPackageName() + " is not open: open it to "
                            + RemoteMethod.class.getModule() + " in module-info.java");
        }
        return remote;
    }

    private ReferencePositions parameterReferences(RemoteTypes tables) {
        Positions positions = new Positions(tables, !callback);
        for (int i = 0; i < parameters.size(); i++) {
            positions.add(parameters.get(i).type(), "parameter " + i + " of " + signatureOf(method));
        }
        return positions.found();
    }

    private ReferencePositions resultReferences(RemoteTypes tables) {
        if (callback && answer == Answer.VALUE) {
            throw new IllegalArgumentException("its method " + signatureOf(method) + " returns "
                    + resultType.getTypeName()
                    + ", and no process may wait for a callback: let it return void or a CompletionStage, or take a"
                    + " java.util.function.Consumer");
        }
        Positions positions = new Positions(tables, callback);
        if (answer != Answer.NOTHING) {
            positions.add(resultType, "the result of " + signatureOf(method));
        }
        return positions.found();
    }

    /** Returns by what a call names the method: name and descriptor, and a digest of what generics say beyond that. */
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
     * @throws UncloneableValueException if an argument can neither be cloned nor be referred to
     */
    public Parcel encodeArguments(@Nullable Object @Nullable [] args, ObjectSpace objects) {
        @Nullable Object[] given = sent(args == null ? new Object[0] : args);
        try {
            return parameterReferences.isEmpty()
                    ? Parcel.of(StructuredClone.encodeArguments(given))
                    : objects.encode(
                            parameterReferences,
                            references -> StructuredClone.encodeArguments(given, parameterTargets, references));
        } catch (UncloneableValueException refused) {
            throw explained(refused, given);
        }
    }

    private UncloneableValueException explained(UncloneableValueException refused, @Nullable Object[] given) {
        UncloneableValueException explained = refused;
        for (int i = 0; i < given.length; i++) {
            explained = UndeclaredInterface.explained(
                    explained, this, parameters.get(i).type(), given[i], i);
        }
        return explained;
    }

    private @Nullable Object[] sent(@Nullable Object[] args) {
        if (!takesStages) {
            return args;
        }
        @Nullable Object[] sent = new Object[args.length];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = parameters.get(i).sent(args[i], i);
        }
        return sent;
    }

    /**
     * Calls the method on an object, with arguments that another process sent. Never waits: what a stage gives comes
     * with the outcome.
     *
     * @param objects where the other process' objects are found, and what the result refers to is entered
     * @param thrown is told what the arguments' conversion or the method threw
     * @return how it ended; it never fails
     * @throws MalformedDataException if the arguments are not a structured clone
     */
    public CompletionStage<Outcome> perform(
            Object target, Parcel arguments, ObjectSpace objects, Consumer<Throwable> thrown) {
        RemoteOutcome outcome = new RemoteOutcome(this, objects);
        Object result;
        try {
            result = method.invoke(target, decodeArguments(arguments, objects));
        } catch (MissingRemoteObjectException missing) { // an argument, and not what the method threw
            return CompletableFuture.completedFuture(
                    new Outcome.Failure(FailureKind.MISSING, String.valueOf(missing.getMessage())));
        } catch (MalformedDataException malformed) {
            throw malformed;
        } catch (InvocationTargetException threw) {
            return outcome.thrown(Objects.requireNonNullElse(threw.getCause(), threw), thrown);
        } catch (Exception refused) {
            return outcome.thrown(refused, thrown);
        }
        return outcome.of(result, thrown);
    }

    /** Returns how a call ended whose result could not be sent. */
    public Outcome.Failure unsent(RuntimeException problem) {
        return RemoteOutcome.failure(this, problem);
    }

    /**
     * Decodes what a call of the method gave.
     *
     * @throws ValueConversionException if it is not of the method's type
     */
    public @Nullable Object decodeResult(Parcel result, ObjectSpace objects) {
        if (answer == Answer.NOTHING) {
            objects.discard(result);
            return null;
        }
        Payload value = result.value().giveAway();
        try {
            return resultReferences.isEmpty()
                    ? objects.without(result, () -> StructuredClone.value(value).get(resultType))
                    : objects.decode(
                            result,
                            resultReferences,
                            this,
                            references ->
                                    StructuredClone.value(value, references).get(resultType));
        } catch (ValueConversionException mismatch) {
            throw new ValueConversionException("The result of " + this + ": " + mismatch.getMessage(), mismatch);
        }
    }

    /** Encodes what the method gave. */
    Parcel encodeResult(@Nullable Object result, ObjectSpace objects) {
        return resultReferences.isEmpty()
                ? Parcel.of(StructuredClone.encode(result, "result"))
                : objects.encode(
                        resultReferences,
                        references -> StructuredClone.encode(result, resultTarget, "result", references));
    }

    /** Returns the exceptions that the method declares. */
    List<Class<?>> declaredExceptions() {
        return List.of(method.getExceptionTypes());
    }

    /** Returns what messages call it: a function, if the object that it is called on is one, and else a method of its name. */
    public String described() {
        return isOfFunction() ? "function" : described(name());
    }

    /** Returns what messages call a method of which only the name is known. */
    public static String described(String name) {
        return "method '" + name + "'";
    }

    /** Tells whether the object that it is called on is a function, as messages name it. */
    boolean isOfFunction() {
        return callback || Positions.isFunctional(method.getDeclaringClass());
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

    private @Nullable Object[] decodeArguments(Parcel arguments, ObjectSpace objects) {
        Payload value = arguments.value().giveAway();
        return parameterReferences.isEmpty()
                ? objects.without(arguments, () -> decode(StructuredClone.decodedArguments(value)))
                : objects.decode(
                        arguments,
                        parameterReferences,
                        this,
                        references -> decode(StructuredClone.decodedArguments(value, references)));
    }

    private @Nullable Object[] decode(Arguments received) {
        if (received.size() != parameters.size()) {
            throw new ValueConversionException(this + " takes " + parameters.size() + " arguments, found "
                    + received.size() + ": both processes must use the same version of the interface");
        }
        @Nullable Object[] values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = received.value(i).get(parameters.get(i).type());
            } catch (ValueConversionException mismatch) {
                throw new ValueConversionException(
                        "Argument " + i + " of " + this + ": " + mismatch.getMessage(), mismatch);
            }
        }
        for (int i = 0; takesStages && i < values.length; i++) {
            values[i] = parameters.get(i).received(values[i]);
        }
        return values;
    }

    private static String signatureOf(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** Tells methods apart whose descriptors are alike; short, as each call carries it. */
    private static String genericSuffix(Method method, List<Type> types, Type result) {
        if (types.equals(List.of(method.getParameterTypes())) && result.equals(method.getReturnType())) {
            return "";
        }
        String generic = types.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
        byte[] digest = sha256().digest((generic + result.getTypeName()).getBytes(StandardCharsets.UTF_8));
        return "#" + HexFormat.of().formatHex(digest, 0, SUFFIX_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("Every JVM has SHA-256", impossible);
        }
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
