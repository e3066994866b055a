package dev.covalent.common.clone;

import dev.covalent.common.Arguments;
import dev.covalent.common.RemoteError;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into bytes and back.
 *
 * <p>Mirrors the structured clone algorithm of the web, on which Electron's messages rest since version 8. What can be
 * cloned: {@code null}, booleans, numbers of all sizes, characters, strings, arrays, lists and other collections, sets,
 * maps with keys of any such type, {@code Optional}s, dates and times, {@code UUID}, {@code URI}, {@code Locale}, {@code
 * Pattern} (except with {@code CANON_EQ}, or with a flag that its text switches in the middle), {@code ByteBuffer} (what
 * remains of it), enum constants (arrive as their names), paths (arrive as text), records (arrive as maps of their
 * components), and exceptions (arrive as {@link RemoteError}). Everything else is refused with the path to it: lambdas,
 * threads, streams, futures, classes, windows, stubs, and instances of classes that are not records.
 *
 * <p>Cycles and sharing inside one value arrive as they were; numbers, strings and enum constants have no identity.
 * Strings keep every character, doubles every bit. Keys that become equal as plain data, such as an enum constant and
 * its name, become one, with the last value. A map key or set element that contains itself is refused.
 *
 * <p>Encoding runs no code of the values' classes but the accessors of records, the iterators of collections, and an
 * exception's {@code getMessage} and {@code getCause}. Decoding runs none, loads no class, and allocates in proportion to
 * the number of bytes.
 *
 * <p>Thread-safe.
 */
public final class StructuredClone {
    /** How deep values may be nested: 1000 lists within each other. */
    public static final int MAX_DEPTH = 1000;

    /** The most bytes that a value may take when encoded, unless {@link #MAX_BYTES_PROPERTY} says otherwise: 64 MiB. */
    public static final int DEFAULT_MAX_BYTES = 64 << 20;

    /** The system property that sets the most bytes that a value may take when encoded by this process. */
    public static final String MAX_BYTES_PROPERTY = "covalent.maxMessageBytes";

    private static final int MAX_BYTES = maxBytes(Long.getLong(MAX_BYTES_PROPERTY, DEFAULT_MAX_BYTES));

    private StructuredClone() {}

    /**
     * Encodes a value.
     *
     * @param rootLabel what messages call the value: {@code "returnValue"}
     * @throws UncloneableValueException if the value or a part of it cannot be cloned, or is too deep or too large
     */
    public static Payload encode(@Nullable Object value, String rootLabel) {
        Objects.requireNonNull(rootLabel, "rootLabel");
        return encode(value, rootLabel, MAX_BYTES);
    }

    /**
     * Encodes the arguments of a message as one graph. Messages call them {@code args[0]}, {@code args[1]} and so on.
     *
     * @param args null counts as one argument that is null: that is what {@code send("channel", null)} means, although
     *     Java passes no array then
     * @throws UncloneableValueException if an argument or a part of it cannot be cloned, or is too deep or too large
     */
    public static Payload encodeArguments(@Nullable Object @Nullable ... args) {
        return encode(args == null ? new @Nullable Object[1] : args, "args", MAX_BYTES);
    }

    /**
     * Encodes a value of which some parts are referred to.
     *
     * @param type the type that says which
     * @throws UncloneableValueException as {@link #encode} does, and if a part cannot be referred to
     */
    public static Payload encode(@Nullable Object value, Target type, String rootLabel, OutgoingReferences references) {
        return encode(() -> new Substitution(references).in(value, type), rootLabel);
    }

    /**
     * Encodes the arguments of a method of which some, or parts of which, are referred to.
     *
     * @param types the types that say which
     * @throws UncloneableValueException as {@link #encodeArguments} does, and if a part cannot be referred to
     */
    public static Payload encodeArguments(@Nullable Object[] args, List<Target> types, OutgoingReferences references) {
        return encode(() -> new Substitution(references).in(args, types), "args");
    }

    /**
     * Encodes an error.
     *
     * @throws UncloneableValueException if it has more than {@link #MAX_DEPTH} causes, or is too large
     */
    public static Payload encodeError(RemoteError error) {
        Objects.requireNonNull(error, "error");
        return encode(error, "error", MAX_BYTES);
    }

    /**
     * Decodes a plain value. What stands beside the payload's head is copied, unless it {@linkplain Payload#giveAway is
     * given away}; so it is in all that decodes.
     *
     * @throws MalformedDataException if the payload is not exactly one encoded value
     */
    public static @Nullable Object decode(Payload payload) {
        return new Decoder(payload).decode();
    }

    /**
     * A plain value, as {@link #decode} makes it.
     *
     * @param hasKeysWithParts whether a map within has keys that consist of others, or a set such elements
     */
    public record Decoded(@Nullable Object value, boolean hasKeysWithParts) {}

    /** Decodes a value as {@link #decode} does, for who changes what has been decoded. */
    public static Decoded decodeToChange(Payload payload) {
        Decoder decoder = new Decoder(payload);
        Object value = decoder.decode();
        return new Decoded(value, decoder.hasKeysWithParts());
    }

    /**
     * Does nothing, unless decoding would fail.
     *
     * @throws MalformedDataException if the payload is not exactly one encoded value
     */
    public static void check(Payload payload) {
        Object unused = decode(payload.giveAway()); // nobody gets what was decoded
    }

    /**
     * Returns the arguments that a payload holds, which are decoded at first access: it is the methods of the result that
     * throw {@link MalformedDataException}.
     */
    public static Arguments arguments(Payload payload) {
        return ClonedArguments.lazy(new LazyClone(payload));
    }

    /**
     * Returns an encoded argument list, decoded at once and not at its first use.
     *
     * @throws MalformedDataException if the payload is no argument list
     */
    public static Arguments decodedArguments(Payload payload) {
        return ClonedArguments.decoded(decode(payload), null);
    }

    /**
     * Returns an encoded argument list which may refer to objects, decoded at once.
     *
     * @throws MalformedDataException if the payload is no argument list
     */
    public static Arguments decodedArguments(Payload payload, IncomingReferences references) {
        return ClonedArguments.decoded(decode(payload), references);
    }

    /** Returns the value that a payload holds, which may refer to objects, as {@link #value(Payload)} does. */
    public static Value value(Payload payload, IncomingReferences references) {
        return ClonedValue.of(payload, references);
    }

    /**
     * Returns the value that a payload holds, which is decoded at first access: it is the methods of the result that throw
     * {@link MalformedDataException}.
     */
    public static Value value(Payload payload) {
        return ClonedValue.of(payload, null);
    }

    /**
     * Tells whether two encoded values consist of the same: numbers by what they amount to, whatever their types, lists,
     * arrays and sets by their elements, maps by their entries. Values in different bytes that share so much that they
     * take too long to compare are taken to differ.
     *
     * @throws MalformedDataException if either is not exactly one encoded value
     */
    public static boolean isSame(Payload one, Payload other) {
        return one.equals(other)
                || new SameValue((long) one.length() + other.length())
                        .same(decode(one.giveAway()), decode(other.giveAway())); // compared, and changed by nobody
    }

    /**
     * Returns a comparison of the plain parts of two values, as {@link #isSame} makes it of the whole: all pairs together
     * take no longer. When that much work is done, the parts that are left are taken to differ. Not thread-safe.
     */
    public static BiPredicate<@Nullable Object, @Nullable Object> samenessOfParts(Value one, Value other) {
        return new SameValue((long) bytes(one) + bytes(other))::same;
    }

    private static int bytes(Value value) {
        return value instanceof ClonedValue cloned ? cloned.bytes() : 0;
    }

    /** Returns a copy of a part of a plain value, made when it is first asked for; till then the part must not change. */
    public static Value part(@Nullable Object plain) {
        if (isScalar(plain)) {
            return new ClonedValue(() -> plain, "value", null);
        }
        return new ClonedValue(new LazyClone(() -> encode(plain, "value").giveAway())::plain, "value", null);
    }

    /** Tells whether a plain value is null, a number, a text, a character or a truth value: without parts or identity. */
    public static boolean isScalar(@Nullable Object plain) {
        return plain == null
                || plain instanceof Number
                || plain instanceof String
                || plain instanceof Boolean
                || plain instanceof Character;
    }

    /**
     * Decodes an error.
     *
     * @throws MalformedDataException if the payload is not exactly one encoded error
     */
    public static RemoteError decodeError(Payload payload) {
        if (decode(payload) instanceof RemoteError error) {
            return error;
        }
        throw new MalformedDataException(1, "no error");
    }

    /**
     * Makes plain data of an exception: the name of its class, its message and stack, and the same of its causes. Causes,
     * frames and message are cut at a length that suits a log.
     */
    public static RemoteError errorOf(Throwable thrown) {
        return ErrorSnapshot.of(Objects.requireNonNull(thrown, "thrown"));
    }

    static Payload encode(@Nullable Object value, String rootLabel, int maxBytes) {
        try {
            return new Encoder(maxBytes).encode(value);
        } catch (PathProblem problem) {
            throw refusal(problem, rootLabel);
        }
    }

    private static Payload encode(Supplier<@Nullable Object> substituted, String rootLabel) {
        @Nullable Object value;
        try {
            value = substituted.get();
        } catch (PathProblem problem) {
            throw refusal(problem, rootLabel);
        } catch (StackOverflowError tooDeep) {
            throw new UncloneableValueException(rootLabel, "nested deeper than the stack of this thread allows");
        }
        return encode(value, rootLabel, MAX_BYTES);
    }

    private static UncloneableValueException refusal(PathProblem problem, String rootLabel) {
        UncloneableValueException refusal = new UncloneableValueException(problem.path(rootLabel), problem.problem());
        if (problem.getCause() != null) {
            refusal.initCause(problem.getCause());
        }
        return refusal;
    }

    /** Returns the most bytes that a value may take when encoded in this process. */
    public static int maxBytes() {
        return MAX_BYTES;
    }

    /** Arrays cannot be larger than an {@code int} tells, nor quite as large. */
    private static int maxBytes(long configured) {
        return configured > 0 ? (int) Math.min(configured, Integer.MAX_VALUE - 64) : DEFAULT_MAX_BYTES;
    }
}
