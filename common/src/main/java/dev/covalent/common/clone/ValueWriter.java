package dev.covalent.common.clone;

/**
 * Writes the values of one class. Values lie within values, so what is between them on the stack is kept small: writers
 * that recurse are references to the encoder's methods.
 *
 * <p>Thread-safe.
 *
 * @param <T> what the class is, or a type of which it is one
 */
@FunctionalInterface
interface ValueWriter<T> {

    /** Writes {@code value}, whose class is the one that this writer was chosen for. */
    void write(Encoder encoder, T value);
}
