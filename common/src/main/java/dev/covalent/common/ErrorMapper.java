package dev.covalent.common;

import java.util.Optional;

/**
 * Decides what a caller sees of an exception: to hide what is internal, or to tell more than the default form does.
 *
 * <p>Called on whatever thread the listener or handler failed. One that throws or returns null is reported as uncaught,
 * and the default form is used.
 */
@FunctionalInterface
public interface ErrorMapper {

    /**
     * Maps an exception.
     *
     * @return what the caller sees, in its exception's message too; empty for the default form
     */
    Optional<RemoteError> map(Throwable thrown);
}
