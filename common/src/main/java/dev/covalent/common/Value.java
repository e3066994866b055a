package dev.covalent.common;

import java.lang.reflect.Type;
import org.jspecify.annotations.NullUnmarked;

/**
 * A structured clone that arrived from another process: the plain value, or the same converted to a type of the
 * receiver's.
 *
 * <p>Plain values are {@code null}, {@code Boolean}, the boxed numbers, {@code BigInteger}, {@code BigDecimal}, {@code
 * Character}, {@code String}, primitive arrays, {@code Object[]}, {@code List}, {@code Set}, {@code Map}, dates and
 * times, {@code UUID}, {@code Pattern}, {@code Optional} and {@link RemoteError}. Records arrive as maps of their
 * components, enums as the name of the constant; {@link #get(Class)} rebuilds them as a type that the receiver has. A
 * map becomes a bean, too, by a public constructor without parameters and setters or public fields; but a bean cannot be
 * sent, only a record. No class is ever loaded because the sender named it.
 *
 * <p>A plain value may contain itself, or share its parts so often that {@code toString}, {@code equals} and {@code
 * hashCode}, which follow every path, do not end. A set or map that is asked for is refused before it hashes such a key.
 *
 * <p>Thread-safe as long as the plain value is not changed.
 */
public interface Value {

    /** Returns the plain value. */
    @NullUnmarked
    Object get();

    /**
     * Converts the value.
     *
     * @param type a plain type, a record, an enum, a bean, an array of these
     * @return the converted value; {@code null} where the value is null
     * @throws ValueConversionException if the value has another shape, or is null where {@code type} is primitive
     */
    @NullUnmarked
    <T> T get(Class<T> type);

    /**
     * Converts the value to a generic type.
     *
     * @return the converted value; {@code null} where the value is null
     * @throws ValueConversionException if the value has another shape
     */
    @NullUnmarked
    <T> T get(TypeToken<T> type);

    /**
     * Converts the value to a type known only at run time.
     *
     * @return the converted value; {@code null} where the value is null
     * @throws ValueConversionException if the value has another shape, or is null where {@code type} is primitive
     */
    @NullUnmarked
    Object get(Type type);

    /** Tells whether the value is null. */
    boolean isNull();
}
