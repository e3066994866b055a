package dev.covalent.common.clone;

import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of values without parts, and what messages call them.
 *
 * <p>Immutable.
 */
final class Scalars {
    private static final int MAX_CONSTANTS_NAMED = 20;

    private Scalars() {}

    /** Returns the value as the type, or null if there is no conversion without loss, or if the value has identity. */
    static @Nullable Object convert(Object plain, Class<?> type) {
        Class<?> boxed = boxed(type);
        if (boxed.isInstance(plain)) {
            return plain;
        }
        if (plain instanceof Number number) {
            return LosslessNumber.convert(number, boxed);
        }
        return plain instanceof String text ? ofText(text, boxed) : null;
    }

    /** Returns bytes in their other form, or null if the value or the type is none. */
    static @Nullable Object convertBytes(Object plain, Class<?> type) {
        if (plain instanceof ByteBuffer buffer && type == byte[].class) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return plain instanceof byte[] bytes && type == ByteBuffer.class ? ByteBuffer.wrap(bytes) : null;
    }

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }

    private static @Nullable Object ofText(String text, Class<?> boxed) {
        if (boxed == Character.class) {
            return text.length() == 1 ? text.charAt(0) : null;
        }
        if (boxed == Path.class) {
            return path(text);
        }
        if (!boxed.isEnum()) {
            return null;
        }
        for (Object constant : boxed.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        return null;
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException refused) {
            return null; // no path of this system
        }
    }

    /** Returns what a message says was expected: the type, and the constants of an enum. */
    static String expectation(Target target) {
        Object[] constants = target.raw().getEnumConstants();
        if (constants == null) {
            return target.toString();
        }
        String names = Arrays.stream(constants)
                .limit(MAX_CONSTANTS_NAMED)
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", "));
        return target + " (one of " + names + (constants.length > MAX_CONSTANTS_NAMED ? ", ..." : "") + ")";
    }

    /** Returns what a message says was found: short, whatever the value. */
    static String description(@Nullable Object plain) {
        if (plain == null) {
            return "null";
        }
        if (plain instanceof String text) {
            return "String " + PathProblem.quoted(text);
        }
        if (LosslessNumber.isSmall(plain) || plain instanceof Boolean || plain instanceof Character) {
            return plain.getClass().getSimpleName() + " " + plain;
        }
        List<Class<?>> kinds = List.of(List.class, Set.class, Map.class, Collection.class, ByteBuffer.class);
        for (Class<?> kind : kinds) {
            if (kind.isInstance(plain)) {
                return kind.getSimpleName();
            }
        }
        return plain.getClass().getSimpleName();
    }
}
