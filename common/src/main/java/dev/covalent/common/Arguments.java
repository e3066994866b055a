package dev.covalent.common;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * The arguments of a message or request, as structured clones; one graph, so an object that two arguments share is
 * still shared.
 *
 * <p>Mirrors the {@code ...args} of an Electron listener. An index that the sender gave no argument for reads as null,
 * as a missing argument does there; a negative one is refused with {@code IndexOutOfBoundsException}.
 *
 * <p>Thread-safe as long as the plain values are not changed.
 */
public interface Arguments {

    /** Returns how many arguments were sent. */
    int size();

    /** Returns the plain argument at {@code index}; {@code null} where it is null or missing. */
    @NullUnmarked
    Object get(int index);

    /**
     * Converts the argument at {@code index}.
     *
     * @return the converted value; {@code null} where the argument is null or missing
     * @throws ValueConversionException if it has another shape, or is null where {@code type} is primitive
     */
    @NullUnmarked
    <T> T get(int index, Class<T> type);

    /**
     * Converts the argument at {@code index} to a generic type.
     *
     * @return the converted value; {@code null} where the argument is null or missing
     * @throws ValueConversionException if it has another shape
     */
    @NullUnmarked
    <T> T get(int index, TypeToken<T> type);

    /** Returns the argument at {@code index} as a value; the null value where it is missing. */
    Value value(int index);

    /** Returns the plain arguments, as an unmodifiable list that may contain null. */
    List<Object> toList();
}
