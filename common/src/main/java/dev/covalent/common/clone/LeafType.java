package dev.covalent.common.clone;

import java.util.function.Function;

/**
 * A type whose values contain no others: how one is written and read.
 *
 * <p>Immutable.
 *
 * @param tag the tag before each value
 * @param type the type that values have here, before and after
 * @param keepsIdentity whether one object that is met twice arrives as one object; not so for mere numbers
 * @param body writes what follows the tag
 * @param reader reads it; any {@code RuntimeException} means that the bytes are malformed
 */
record LeafType<T>(int tag, Class<T> type, boolean keepsIdentity, Body<T> body, Function<ByteSource, T> reader)
        implements ValueWriter<Object> {

    static <T> LeafType<T> number(int tag, Class<T> type, Body<T> body, Function<ByteSource, T> reader) {
        return new LeafType<>(tag, type, false, body, reader);
    }

    static <T> LeafType<T> object(int tag, Class<T> type, Body<T> body, Function<ByteSource, T> reader) {
        return new LeafType<>(tag, type, true, body, reader);
    }

    @Override
    public void write(Encoder encoder, Object value) {
        encoder.leaf(this, value);
    }

    /** Writes what follows the tag. */
    @FunctionalInterface
    interface Body<T> {
        void write(ByteSink out, T value);
    }
}
