package dev.covalent.common.clone;

import dev.covalent.common.Arguments;
import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that arrived.
 *
 * <p>Thread-safe as long as the plain values are not changed.
 */
final class ClonedArguments implements Arguments {
    private final Supplier<@Nullable Object> clone;

    private final @Nullable IncomingReferences references;

    private ClonedArguments(Supplier<@Nullable Object> clone, @Nullable IncomingReferences references) {
        this.clone = clone;
        this.references = references;
    }

    /** Makes arguments that are decoded when somebody first asks for one. */
    static ClonedArguments lazy(LazyClone clone) {
        return new ClonedArguments(clone::plain, null);
    }

    /** Makes arguments of what was decoded, and of what it refers to; null if that is nothing. */
    static ClonedArguments decoded(@Nullable Object plain, @Nullable IncomingReferences references) {
        Object[] arguments = checked(plain);
        return new ClonedArguments(() -> arguments, references);
    }

    @Override
    public int size() {
        return plain().length;
    }

    @Override
    @NullUnmarked
    public Object get(int index) {
        return at(index);
    }

    @Override
    @NullUnmarked
    @SuppressWarnings("unchecked") // the converter gives what it was asked for
    public <T> T get(int index, Class<T> type) {
        return (T) Converter.convert(at(index), type, path(index), references);
    }

    @Override
    @NullUnmarked
    @SuppressWarnings("unchecked") // the converter gives what it was asked for
    public <T> T get(int index, TypeToken<T> type) {
        return (T) Converter.convert(at(index), type.type(), path(index), references);
    }

    @Override
    public Value value(int index) {
        requireNotNegative(index);
        return new ClonedValue(() -> at(index), path(index), references);
    }

    @Override
    public List<Object> toList() {
        return Collections.unmodifiableList(Arrays.asList(plain()));
    }

    @Override
    public String toString() {
        return "arguments";
    }

    private @Nullable Object at(int index) {
        requireNotNegative(index);
        Object[] plain = plain();
        return index < plain.length ? plain[index] : null;
    }

    private Object[] plain() {
        return checked(clone.get());
    }

    private static Object[] checked(@Nullable Object plain) {
        if (plain instanceof Object[] arguments) {
            return arguments;
        }
        throw new MalformedDataException(1, "no list of arguments");
    }

    private static void requireNotNegative(int index) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("Argument " + index + "; the first is 0");
        }
    }

    private static String path(int index) {
        return "args[" + index + "]";
    }
}
