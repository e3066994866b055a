package dev.covalent.common.rmi;

import dev.covalent.common.transport.CallDeadline;
import dev.covalent.common.transport.Dialer;
import java.lang.reflect.Proxy;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.rmi.server.RemoteObjectInvocationHandler;
import java.time.Duration;
import java.util.Arrays;

/**
 * Looks up the objects that a main process has bound in its registry.
 *
 * <p>Thread-safe.
 */
public final class RegistryClient {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    private final LinkClientFactory factory;
    private final Duration limit;

    /** Makes a client that waits at most 5 s for an answer. */
    public RegistryClient(Dialer dialer) {
        this(dialer, DEFAULT_LIMIT);
    }

    /**
     * Makes a client.
     *
     * @param limit how long a lookup may take
     */
    public RegistryClient(Dialer dialer, Duration limit) {
        RmiSettings.install();
        this.factory = LinkClientFactory.over(dialer);
        this.limit = limit;
    }

    /**
     * Returns the stub of the object bound to {@code name}; its calls use connections of this client's dialler.
     *
     * @throws NotBoundException if nothing is bound to {@code name}
     * @throws UnmarshalException if what is bound is not a stub of {@code type} and of nothing else
     * @throws RemoteException if the main process was not reached or did not answer in time
     */
    public <T extends Remote> T lookup(String name, Class<T> type) throws RemoteException, NotBoundException {
        CallDeadline deadline = CallDeadline.start(limit);
        try (deadline) {
            return checked(name, type, factory.lookup(name));
        }
    }

    private static <T extends Remote> T checked(String name, Class<T> type, Remote found) throws UnmarshalException {
        if (!Proxy.isProxyClass(found.getClass())
                || !Arrays.equals(found.getClass().getInterfaces(), new Class<?>[] {type})
                || Proxy.getInvocationHandler(found).getClass() != RemoteObjectInvocationHandler.class) {
            throw new UnmarshalException("'" + name + "' is bound to a "
                    + found.getClass().getName()
                    + " with the interfaces " + Arrays.toString(found.getClass().getInterfaces())
                    + ", expected a stub of " + type.getName() + ": use the same Covalent version in both processes");
        }
        return type.cast(found);
    }
}
