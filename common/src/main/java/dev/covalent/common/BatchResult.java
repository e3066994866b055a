package dev.covalent.common;

/** What the operations of a {@link PropertyBag#batch} gave. Thread-safe. */
public interface BatchResult {

    /** Tells whether what they write was written: not if a {@code compareAndSet} among them found another value. */
    boolean isApplied();

    /** Returns how many operations there were. */
    int size();

    /**
     * Returns the result of an operation; null's value for {@code set}.
     *
     * @param index counts from 0, in the order in which they were asked for
     * @throws IndexOutOfBoundsException if there were not as many
     */
    Value get(int index);

    /**
     * Returns what the last {@code get} of that property gave.
     *
     * @throws IllegalArgumentException if there was none
     */
    Value get(String property);
}
