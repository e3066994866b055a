package dev.covalent.common.clone;

import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
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

    /**
     * Makes the value.
     *
     * @param path what messages call the value: {@code "args[0]"}
     * @param references what it refers to; null if that is nothing
     */
    ClonedValue(Supplier<@Nullable Object> plain, String path, @Nullable IncomingReferences references) {
        this.plain = plain;
        this.path = path;
        this.references = references;
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
