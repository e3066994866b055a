package dev.covalent.renderer.rmi;

import dev.covalent.common.rmi.RmiSettings;
import java.io.IOException;
import java.io.Serializable;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Looks an object up and calls it, all within this process and without a listener of the system's, so that what a renderer
 * needs of RMI is loaded once.
 *
 * <p>Thread-safe.
 */
public final class RmiRehearsal {

    /** What is called. */
    public interface Echo extends Remote {
        /** Returns what it is given. */
        Object echo(Object value) throws RemoteException;
    }

    private static final String NAME = "echo";
    private static final BlockingQueue<Socket> DIALLED = new LinkedBlockingQueue<>();

    private RmiRehearsal() {}

    /**
     * Calls once.
     *
     * @throws IOException if RMI does not do it
     */
    public static Object call(Object value) throws IOException {
        RmiSettings.install();
        Ends ends = new Ends();
        Registry registry = LocateRegistry.createRegistry(RmiSettings.PORT, ends, ends);
        Echo echo = given -> given;
        UnicastRemoteObject.exportObject(echo, RmiSettings.PORT, ends, ends);
        registry.rebind(NAME, echo);
        try {
            Registry seen = LocateRegistry.getRegistry(RmiSettings.HOST, RmiSettings.PORT, ends);
            return ((Echo) seen.lookup(NAME)).echo(value);
        } catch (NotBoundException impossible) {
            throw new IOException(impossible);
        }
    }

    /** Makes both ends of each connection. */
    private static final class Ends implements RMIClientSocketFactory, RMIServerSocketFactory, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            MemorySocket near = new MemorySocket();
            MemorySocket far = new MemorySocket();
            near.connect(far);
            DIALLED.add(far);
            return near;
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return new Accepting();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ends;
        }

        @Override
        public int hashCode() {
            return Ends.class.hashCode();
        }
    }

    /** Listens to nobody else. */
    private static final class Accepting extends ServerSocket {
        Accepting() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            try {
                return DIALLED.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new SocketException("Interrupted while waiting for a connection");
            }
        }

        @Override
        public int getLocalPort() {
            return RmiSettings.PORT;
        }

        @Override
        public boolean isBound() {
            return true;
        }
    }
}
