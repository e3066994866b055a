package dev.covalent.common;

import org.jspecify.annotations.Nullable;

/**
 * What {@link PropertyBag#batch} is to do, in this order. Each method returns this batch. Reads see what the writes before
 * them in the batch have written. Confined to the call that it is given to.
 */
public interface PropertyBatch {

    /** Asks for a property's value. */
    PropertyBatch get(String property);

    /**
     * Sets a property.
     *
     * @throws UncloneableValueException if the value cannot be cloned; nothing of the batch is done if this escapes
     */
    PropertyBatch set(String property, @Nullable Object value);

    /** Asks whether there is such a property. */
    PropertyBatch has(String property);

    /** Removes a property; the result is whether there was one. */
    PropertyBatch delete(String property);

    /** Asks for the names of the properties. */
    PropertyBatch keys();

    /** Asks for all properties; the result is a map. */
    PropertyBatch snapshot();

    /**
     * Sets a property if it has the expected value. If it has not, nothing of what the batch writes is written, and all that
     * it reads is the bag as it is.
     *
     * @throws UncloneableValueException if a value cannot be cloned; nothing of the batch is done if this escapes
     */
    PropertyBatch compareAndSet(String property, @Nullable Object expected, @Nullable Object value);
}
