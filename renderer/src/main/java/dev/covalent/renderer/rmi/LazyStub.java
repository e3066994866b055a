package dev.covalent.renderer.rmi;

import dev.covalent.common.rmi.RegistryClient;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import org.jspecify.annotations.Nullable;

/**
 * A stub that is looked up when it is first used: a page that starts need not wait for those that it may never use.
 *
 * <p>Thread-safe; threads that are first at the same time may look it up each.
 */
final class LazyStub<T extends Remote> {
    private final RegistryClient registry;
    private final String name;
    private final Class<T> type;
    private volatile @Nullable T stub;

    LazyStub(RegistryClient registry, String name, Class<T> type) {
        this.registry = registry;
        this.name = name;
        this.type = type;
    }

    /**
     * Returns the stub.
     *
     * @throws RemoteException if main has none, or was not reached
     */
    T get() throws RemoteException {
        T known = stub;
        if (known == null) {
            try {
                known = registry.lookup(name, type);
            } catch (NotBoundException absent) {
                throw new RemoteException(
                        "Nothing is bound to '" + name + "' in the registry of the main process", absent);
            }
            stub = known;
        }
        return known;
    }
}
