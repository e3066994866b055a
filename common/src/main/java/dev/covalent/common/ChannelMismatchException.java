package dev.covalent.common;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * What arrived on a typed channel is not what the channel's constant says. The message names the channel, the expected
 * type, the shape that was found, and where they first differ; it tells no values but that one.
 */
public final class ChannelMismatchException extends IllegalArgumentException {

    /** Makes the exception. */
    public ChannelMismatchException(String message) {
        super(message);
    }

    private ChannelMismatchException(String message, Throwable cause) {
        super(message, cause);
    }

    static @Nullable Object read(String channel, Arguments message, Type type) {
        if (message.size() != 1) {
            throw new ChannelMismatchException("Channel '" + channel + "' expects one " + type.getTypeName()
                    + ", but found " + message.size() + " arguments");
        }
        return read(channel, message.value(0), type);
    }

    static @Nullable Object read(String channel, Value value, Type type) {
        try {
            return value.get(type);
        } catch (ValueConversionException mismatch) {
            throw new ChannelMismatchException(
                    "Channel '" + channel + "' expects " + type.getTypeName() + ", but found " + Shape.of(value.get())
                            + ": " + belowRoot(String.valueOf(mismatch.getMessage()), value.toString()),
                    mismatch);
        }
    }

    /** Drops the name of the whole value from a path: {@code args[0].age: found …} to {@code age: found …}. */
    private static String belowRoot(String text, String root) {
        if (!text.startsWith(root)) {
            return text;
        }
        String rest = text.substring(root.length());
        return rest.startsWith(": ") ? rest.substring(2) : rest.startsWith(".") ? rest.substring(1) : rest;
    }
}
