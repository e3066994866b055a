package dev.covalent.common.rmi;

import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Role;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.net.Socket;
import java.net.SocketException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes RMI's client sockets of one link to a main process.
 *
 * <p>A stub names a host and a port, which mean nothing here. The factory inside the stub has no fields on the wire; when
 * a stub is received it becomes the factory of the link that it was received over, and outside of such a lookup it cannot
 * be received at all. So a stub never makes this process connect to an address that somebody wrote.
 *
 * <p>RMI pools connections by factory: two factories are equal if they belong to the same link. Immutable.
 */
public final class LinkClientFactory implements RMIClientSocketFactory, Serializable {
    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<@Nullable LinkClientFactory> RECEIVING = new ThreadLocal<>();

    private final transient @Nullable Dialer dialer;

    private LinkClientFactory(@Nullable Dialer dialer) {
        this.dialer = dialer;
    }

    /** Makes the factory of a link. */
    static LinkClientFactory over(Dialer dialer) {
        return new LinkClientFactory(dialer);
    }

    /** Makes a factory that the main process puts into its stubs. It belongs to no link and cannot connect. */
    public static LinkClientFactory forStubs() {
        return new LinkClientFactory(null);
    }

    /** Looks up {@code name}; the stub that is received is bound to this factory's link. */
    Remote lookup(String name) throws RemoteException, NotBoundException {
        Registry registry = registry();
        LinkClientFactory outer = RECEIVING.get();
        RECEIVING.set(this);
        try {
            return registry.lookup(name);
        } finally {
            if (outer == null) {
                RECEIVING.remove();
            } else {
                RECEIVING.set(outer);
            }
        }
    }

    /** Returns the link's registry, to which nothing is said yet. */
    Registry registry() throws RemoteException {
        return LocateRegistry.getRegistry(RmiSettings.HOST, RmiSettings.PORT, this);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        if (dialer == null) {
            throw new SocketException("This stub belongs to the main process itself and connects to nobody");
        }
        ChannelSocket socket = dialer.dial(Role.RMI);
        socket.answerLocally(LeaseAnswers.INSTANCE);
        return socket;
    }

    private Object readResolve() throws InvalidObjectException {
        LinkClientFactory link = RECEIVING.get();
        if (link == null) {
            throw new InvalidObjectException("A stub was received outside of a lookup; it belongs to no link");
        }
        return link;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof LinkClientFactory that && dialer != null && dialer == that.dialer);
    }

    @Override
    public int hashCode() {
        return dialer == null ? System.identityHashCode(this) : System.identityHashCode(dialer);
    }
}
