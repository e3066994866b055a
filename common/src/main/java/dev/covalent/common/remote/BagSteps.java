package dev.covalent.common.remote;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the steps of what the application asks for, with its values encoded. */
public final class BagSteps {
    /** Stands for all properties where changes are asked for. */
    public static final String ALL = "";

    private BagSteps() {}

    /** Makes an operation that takes no value. */
    public static BagStep of(BagOperation operation, String property) {
        return BagStep.of(operation, Objects.requireNonNull(property, "property"));
    }

    /** Makes one that sets a property. */
    public static BagStep set(String property, @Nullable Object value) {
        Objects.requireNonNull(property, "property");
        return BagStep.set(property, encoded(value, property));
    }

    /** Makes one that sets a property if it has a certain value. */
    public static BagStep compareAndSet(String property, @Nullable Object expected, @Nullable Object value) {
        Objects.requireNonNull(property, "property");
        return BagStep.compareAndSet(property, encoded(expected, "expected"), encoded(value, property));
    }

    /**
     * Makes one that asks for changes.
     *
     * @param property the name of one, or {@link #ALL}
     * @param watch the number by which they are to be told
     */
    public static BagStep watch(String property, long watch) {
        return BagStep.watch(property, encoded(watch, "watch"));
    }

    /** Makes one that asks for everything and all its changes. */
    public static BagStep live(long watch) {
        return BagStep.live(encoded(watch, "watch"));
    }

    /** Checks the name of a property whose changes are asked for. */
    public static String watched(String property) {
        Objects.requireNonNull(property, "property");
        if (property.isEmpty()) {
            throw new IllegalArgumentException(
                    "The name of a property is not empty: onChange(listener) hears of all of them");
        }
        return property;
    }

    /** Encodes a value; {@code label} is what messages call it. */
    public static Payload encoded(@Nullable Object value, String label) {
        return StructuredClone.encode(value, label);
    }
}
