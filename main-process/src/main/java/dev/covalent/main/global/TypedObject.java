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
    private volatile boolean unshared;

    /**
     * Makes an object that is shared from now on.
     *
     * @param name the name that it is shared under
     * @param type what may be called
     * @param implementation what the calls reach
     */
    TypedObject(String name, RemoteInterface type, Object implementation) {
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
        return new Described(name, type.name(), peer.pass(this));
    }
}
