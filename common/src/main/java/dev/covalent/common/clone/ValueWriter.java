package dev.covalent.common.clone;

/** Writes the values of one class. Thread-safe. */
@FunctionalInterface
interface ValueWriter {

    /** Writes {@code value}, whose class is the one that this writer was chosen for. */
    void write(Encoder encoder, Object value);
}
