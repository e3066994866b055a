package dev.covalent.common.remote;

import org.jspecify.annotations.Nullable;

/**
 * An interface whose objects are referred to, in a place where one process passes them to the other.
 *
 * <p>Immutable.
 *
 * @param type the interface
 * @param table what the receiver may call on an object of the sender's; null if the sender cannot pass one of its own, but
 *     only give back what the receiver owns
 * @param problem why it cannot, for messages; empty if it can
 */
record ReferenceType(Class<?> type, @Nullable RemoteInterface table, String problem) {

    static ReferenceType of(RemoteInterface table) {
        return new ReferenceType(table.type(), table, "");
    }
}
