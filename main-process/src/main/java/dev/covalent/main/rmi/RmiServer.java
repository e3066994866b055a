package dev.covalent.main.rmi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.rmi.LinkClientFactory;
import dev.covalent.common.rmi.ProvenServerSocket;
import dev.covalent.common.rmi.RmiSettings;
import dev.covalent.main.listener.Listener;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.rmi.AlreadyBoundException;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves RMI on the connections of one {@link Listener}: a registry, and the objects bound in it.
 *
 * <p>Exported objects are held strongly for as long as the server is open: leases own nothing. Clients can look up and
 * call; the registry refuses everything else they try, by the address that their connections {@linkplain CallerAddress
 * report}.
 *
 * <p>Thread-safe.
 */
public final class RmiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RmiServer.class);

    // RMI recognises one endpoint by these two being equal; every server has its own.
    private final LinkClientFactory clientFactory = LinkClientFactory.forStubs();
    private final RMIServerSocketFactory serverFactory;
    private final ProvenServerSocket serverSocket;
    private final Registry registry;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Deque<Remote> exported = new ArrayDeque<>();

    private RmiServer(Listener listener) throws IOException {
        this.serverSocket = new ProvenServerSocket(new AuthenticatedConnections(listener.connections()));
        this.serverFactory = port -> serverSocket;
        this.registry = LocateRegistry.createRegistry(RmiSettings.PORT, clientFactory, serverFactory);
        this.exported.push(registry);
    }

    /** Starts to serve the connections of {@code listener}; a listener serves one server. */
    public static RmiServer start(Listener listener) throws IOException {
        RmiSettings.install();
        return new RmiServer(listener);
    }

    /**
     * Exports {@code object} and binds it to {@code name}.
     *
     * @param name not bound yet
     * @param object implements one remote interface, of plain data
     * @param filter decides what its methods' arguments may hold, and must end in a rejection
     * @throws AlreadyBoundException if something is bound to {@code name}; nothing is exported then
     * @throws IllegalStateException if the server is closed
     */
    public void bind(String name, Remote object, ObjectInputFilter filter)
            throws RemoteException, AlreadyBoundException {
        Remote stub;
        synchronized (lock) {
            if (exported.isEmpty()) {
                throw new IllegalStateException("Cannot bind '" + name + "': the RMI server is closed");
            }
            stub = UnicastRemoteObject.exportObject(object, RmiSettings.PORT, clientFactory, serverFactory, filter);
            exported.push(object);
        }
        try {
            registry.bind(name, stub);
        } catch (AlreadyBoundException bound) {
            synchronized (lock) {
                exported.removeIf(held -> held == object);
            }
            unexport(object);
            throw bound;
        }
    }

    /** Returns how many objects are exported, the registry included; 0 once the server is closed. */
    public int exportedObjects() {
        synchronized (lock) {
            return exported.size();
        }
    }

    /** Unexports everything, at once: calls that run lose their answers. Closing twice is a no-op. */
    @Override
    public void close() {
        Deque<Remote> remaining;
        synchronized (lock) {
            remaining = new ArrayDeque<>(exported);
            exported.clear();
        }
        remaining.forEach(RmiServer::unexport);
        serverSocket.close();
    }

    private static void unexport(Remote object) {
        try {
            UnicastRemoteObject.unexportObject(object, true);
        } catch (NoSuchObjectException gone) {
            log.debug("{} was not exported any more", object, gone);
        }
    }
}
