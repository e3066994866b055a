package dev.covalent.common;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exception of another process, as plain data: its class is not needed here, and is never loaded.
 *
 * <p>Immutable, as long as {@code data} is not changed.
 *
 * @param type the name of the exception's class in the process that threw it
 * @param message its message, or null if it had none
 * @param code the code that its {@link ErrorDetails} gave, or null
 * @param data the plain value that its {@link ErrorDetails} gave, or null
 * @param stack its stack trace as text, one frame a line; empty if it was withheld
 * @param cause what caused it, or null
 */
public record RemoteError(
        String type,
        @Nullable String message,
        @Nullable String code,
        @Nullable Object data,
        String stack,
        @Nullable RemoteError cause) {

    /** Checks the parts that must be there. */
    public RemoteError {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(stack, "stack");
    }

    /** Makes an error without code and data. */
    public RemoteError(String type, @Nullable String message, String stack, @Nullable RemoteError cause) {
        this(type, message, null, null, stack, cause);
    }

    /** Makes an error of a name, a message and a code, for an {@link ErrorMapper} that tells no more. */
    public static RemoteError of(String type, @Nullable String message, @Nullable String code) {
        return new RemoteError(type, message, code, null, "", null);
    }

    /** Returns what the exception's {@code toString} gives by default: its class and message. */
    @Override
    public String toString() {
        return message == null ? type : type + ": " + message;
    }
}
