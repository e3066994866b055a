package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Payload;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What messages carry: the small map or an array of bytes, each with a number that tells its place in a stream.
 *
 * <p>Confined to one thread: the array is used again.
 */
final class Messages {
    private static final String NAME = "poetries";

    private final byte @Nullable [] array;

    Messages(Payload payload) {
        array = payload == Payload.SMALL ? null : new byte[payload.bytes()];
    }

    /** Returns a message with that number. */
    Object numbered(long number) {
        if (array == null) {
            return Map.of("name", NAME, "age", number);
        }
        ByteBuffer.wrap(array).putLong(0, number);
        return array;
    }

    /** Returns the small message as a record. */
    static Echo.Person person() {
        return new Echo.Person(NAME, 1);
    }

    /** Reads the number of a message that arrived; -1 if it has none. */
    static long numberOf(Object message) {
        if (message instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong(0);
        }
        return message instanceof Map<?, ?> person && person.get("age") instanceof Number number
                ? number.longValue()
                : -1;
    }
}
