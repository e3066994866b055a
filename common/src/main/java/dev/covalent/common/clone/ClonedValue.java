package dev.covalent.common.clone;

import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.payload.Payload;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A value that arrived.
 *
 * <p>Thread-safe as long as the plain value is not changed.
 */
final class ClonedValue implements Value {
    private final Supplier<@Nullable Object> plain;
    private final String path;
    private final @Nullable IncomingReferences references;
    private final int bytes;

    /**
     * Makes a value that is part of another.
     *
     * @param path what messages call the value: {@code "args[0]"}
     * @param references what it refers to; null if that is nothing
     */
    ClonedValue(Supplier<@Nullable Object> plain, String path, @Nullable IncomingReferences references) {
        this(plain, path, references, 0);
    }

    private ClonedValue(
            Supplier<@Nullable Object> plain, String path, @Nullable IncomingReferences references, int bytes) {
        this.plain = plain;
        this.path = path;
        this.references = references;
        this.bytes = bytes;
    }

    /** Makes the value that a payload holds, which is decoded at first access. */
    static ClonedValue of(Payload payload, @Nullable IncomingReferences references) {
        return new ClonedValue(new LazyClone(payload)::plain, "value", references, payload.length());
    }

    /** Returns how many bytes it had when it arrived; 0 if it is part of another. */
    int bytes() {
        return bytes;
    }

    @Override
    @NullUnmarked
    public Object get() {
        return plain.get();
    }

    @Override
    @NullUnmarked
    @SuppressWarnings("unchecked") // the converter gives what it was asked for
    public <T> T get(Class<T> type) {
        return (T) get((Type) type);
    }

    @Override
    @NullUnmarked
    @SuppressWarnings("unchecked") // the converter gives what it was asked for
    public <T> T get(TypeToken<T> type) {
        return (T) get(type.type());
    }

    @Override
    @NullUnmarked
    public Object get(Type type) {
        return Converter.convert(plain.get(), type, path, references);
    }

    @Override
    public boolean isNull() {
        return plain.get() == null;
    }

    @Override
    public String toString() {
        return path;
    }
}
