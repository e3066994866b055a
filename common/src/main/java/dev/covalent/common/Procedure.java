package dev.covalent.common;

import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;

/**
 * A channel for requests with one argument and one result; a constant of it makes the request typed at both ends.
 *
 * <p>Immutable.
 *
 * @param <A> the type of the argument
 * @param <R> the type of the result
 * @param name the channel's name, as the untyped methods take it
 * @param argument the type that the handler's side converts the argument to
 * @param result the type that the caller's side converts the result to
 */
public record Procedure<A, R>(String name, Type argument, Type result) {

    /** Checks the name. */
    public Procedure {
        ChannelName.check(name);
        Objects.requireNonNull(argument, "argument");
        Objects.requireNonNull(result, "result");
    }

    /** Makes a procedure of plain types, records or enums. */
    public static <A, R> Procedure<A, R> of(String name, Class<A> argument, Class<R> result) {
        return new Procedure<>(name, argument, result);
    }

    /** Makes a procedure of generic types. */
    public static <A, R> Procedure<A, R> of(String name, TypeToken<A> argument, TypeToken<R> result) {
        return new Procedure<>(name, argument.type(), result.type());
    }

    /**
     * Reads the argument of a request, as the handler's side does.
     *
     * @throws ChannelMismatchException if the request has another number of arguments than one, or the argument another
     *     shape, or is null where the type is primitive
     */
    @NullUnmarked
    @SuppressWarnings("unchecked") // the procedure's own type
    public A readArgument(Arguments message) {
        return (A) ChannelMismatchException.read(name, message, argument);
    }

    /**
     * Reads the result of a request, as the caller's side does.
     *
     * @throws ChannelMismatchException if the result has another shape, or is null where the type is primitive
     */
    @NullUnmarked
    @SuppressWarnings("unchecked") // the procedure's own type
    public R readResult(Value value) {
        return (R) ChannelMismatchException.read(name, value, result);
    }
}
