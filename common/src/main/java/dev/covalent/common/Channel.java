package dev.covalent.common;

import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;

/**
 * A channel whose messages have one argument of one type; a constant of it makes the channel typed at both ends.
 *
 * <p>Immutable.
 *
 * @param <T> the type of the argument
 * @param name the channel's name, as the untyped methods take it
 * @param type the type that receivers convert the argument to
 */
public record Channel<T>(String name, Type type) {

    /** Checks the name. */
    public Channel {
        ChannelName.check(name);
        Objects.requireNonNull(type, "type");
    }

    /** Makes a channel of a plain type, record or enum. */
    public static <T> Channel<T> of(String name, Class<T> type) {
        return new Channel<>(name, type);
    }

    /** Makes a channel of a generic type. */
    public static <T> Channel<T> of(String name, TypeToken<T> type) {
        return new Channel<>(name, type.type());
    }

    /**
     * Reads the argument of a message on this channel.
     *
     * @throws ChannelMismatchException if the message has another number of arguments than one, or the argument another
     *     shape, or is null where the type is primitive
     */
    @NullUnmarked
    @SuppressWarnings("unchecked") // the channel's own type
    public T read(Arguments message) {
        return (T) ChannelMismatchException.read(name, message, type);
    }
}
