package dev.covalent.main.global;

import dev.covalent.common.remote.PassedObjects;
import dev.covalent.common.remote.RemoteInterface;

/**
 * An object that is shared under a name, and of which renderers may call the methods of one interface: as long as it is
 * shared, and those that got it before another took its name until they release it. True as long as that is so.
 *
 * <p>Thread-safe.
 */
final class TypedObject implements Shared, PassedObjects.Condition {
    private final String name;
    private final RemoteInterface type;
    private final Object implementation;
    private final boolean substitute;
    private volatile boolean unshared;

    /**
     * Makes an object that is shared from now on.
     *
     * @param name the name that it is shared under
     * @param type what may be called
     * @param implementation what the calls reach
     * @param substitute whether it is given in the place of what is shared under the name, and is so never unshared
     */
    TypedObject(String name, RemoteInterface type, Object implementation, boolean substitute) {
        this.substitute = substitute;
        this.name = name;
        this.type = type;
        this.implementation = implementation;
    }

    @Override
    public String name() {
        return name;
    }

    RemoteInterface type() {
        return type;
    }

    Object implementation() {
        return implementation;
    }

    /** Tells whether another one shares the same object as the same interface. */
    boolean isSame(TypedObject other) {
        return implementation == other.implementation && type.equals(other.type);
    }

    /** Learns that it is unshared. */
    void end() {
        unshared = true;
    }

    @Override
    public boolean holds() {
        return !unshared;
    }

    @Override
    public Described describedTo(PeerObjects peer) {
        return new Described(
                name,
                type.name(),
                substitute
                        ? peer.passed().passFreely(implementation, type)
                        : peer.passed().passWhile(this, implementation, type, name));
    }
}
