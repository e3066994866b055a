package dev.covalent.common;

/**
 * A registered listener; closing it removes that listener and no other.
 *
 * <p>Every {@code on} and {@code once} gives one, because lambdas have no identity that {@code off} could compare.
 * Thread-safe. Closing twice is a no-op.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Removes the listener; a delivery that is already running on another thread is not waited for. */
    @Override
    void close();
}
