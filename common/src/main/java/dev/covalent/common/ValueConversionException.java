package dev.covalent.common;

/**
 * A received value does not have the shape of the type it was asked for. The message names the path to the offending
 * part, what was found there and what was expected.
 */
public final class ValueConversionException extends IllegalArgumentException {

    /** Makes the exception. */
    public ValueConversionException(String message) {
        super(message);
    }

    /** Makes the exception with the reason that a record's or bean's own validation gave. */
    public ValueConversionException(String message, Throwable cause) {
        super(message, cause);
    }
}
