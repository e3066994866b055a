package dev.covalent.renderer.rmi;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.rmi.DataFilter;
import dev.covalent.common.rmi.LinkClientFactory;
import dev.covalent.common.rmi.ProvenServerSocket;
import dev.covalent.common.rmi.RemoteMessageLink;
import dev.covalent.common.rmi.RmiSettings;
import dev.covalent.common.rmi.WireForm;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.CallDeadline;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.LoopbackAddress;
import dev.covalent.common.transport.ProvenPeer;
import dev.covalent.common.transport.Role;
import dev.covalent.common.transport.ServerHandshake;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.common.transport.UnixAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A main process that lets one renderer of its own JVM in, takes what that says and says nothing, so that a renderer can be
 * started without an application. Who else comes knows no secret. Only for a JVM that is no renderer: those listen on
 * nothing.
 *
 * <p>Thread-safe.
 */
public final class RehearsalMain implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RehearsalMain.class);
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(2);
    private static final long SESSION = 1;
    private static final long QUEUE_BOUND = 1 << 20;
    private static final int BACKLOG = 8;
    private static final int MAX_BYTES = 1 << 20;

    private final SessionKey key = SessionKey.random(SESSION);
    private final Proven proven = new Proven();
    private final Queue<ChannelSocket> connections = new ConcurrentLinkedQueue<>();
    private final ServerSocketChannel door;
    private final Address address;
    private final Link link;
    private final Registry registry;

    private RehearsalMain(ServerSocketChannel door, Address address, Duration limit) throws IOException {
        this.door = door;
        this.address = address;
        this.link = new Link(limit);
        LinkClientFactory dialled = LinkClientFactory.forStubs();
        ServerSocket accepted = new ProvenServerSocket(proven);
        RMIServerSocketFactory one = port -> accepted; // RMI tells the transports of a port apart by it
        this.registry = LocateRegistry.createRegistry(RmiSettings.PORT, dialled, one);
        registry.rebind(
                RemoteMessageLink.NAME,
                UnicastRemoteObject.exportObject(link, RmiSettings.PORT, dialled, one, DataFilter.bytes(MAX_BYTES)));
    }

    /**
     * Listens on a socket in a directory, or on the loopback address where the platform has no such sockets or the
     * directory's name is too long for one.
     *
     * @param directory of this user's alone
     * @param limit how long a renderer may stay
     */
    public static RehearsalMain open(Path directory, Duration limit) throws IOException {
        RmiSettings.install();
        ServerSocketChannel door;
        Address address = new UnixAddress(directory.toAbsolutePath().resolve("rehearsal"));
        try {
            door = listen(StandardProtocolFamily.UNIX, address);
        } catch (UnsupportedOperationException | SocketException unsupported) {
            log.debug("There is no socket at {}", address, unsupported);
            door = listen(StandardProtocolFamily.INET, new LoopbackAddress(0));
            address = new LoopbackAddress(((InetSocketAddress) door.getLocalAddress()).getPort());
        }
        RehearsalMain main = new RehearsalMain(door, address, limit);
        Threads.daemon("rehearsal", main::accept).start();
        return main;
    }

    private static ServerSocketChannel listen(StandardProtocolFamily family, Address address) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open(family);
        try {
            return door.bind(address.toSocketAddress(), BACKLOG);
        } catch (IOException | RuntimeException failed) {
            door.close();
            throw failed;
        }
    }

    /** Returns where it listens. */
    public Address address() {
        return address;
    }

    /** Returns what a renderer proves itself by. */
    public SessionKey key() {
        return key;
    }

    private void accept() {
        while (door.isOpen()) {
            try {
                prove(ChannelSocket.accepted(door.accept(), Long.MAX_VALUE));
            } catch (ClosedChannelException over) {
                return;
            } catch (IOException stranger) {
                log.debug("Somebody else has come", stranger);
            }
        }
    }

    private void prove(ChannelSocket socket) throws IOException {
        CallDeadline deadline = CallDeadline.start(HANDSHAKE_LIMIT);
        try (deadline) {
            ProvenPeer peer = ServerHandshake.prove(socket, (role, session) -> key);
            peer.accept();
            connections.add(socket);
            if (peer.role() == Role.RMI) {
                proven.add(socket);
            }
        } catch (IOException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public void close() throws IOException {
        link.over.countDown();
        door.close();
        connections.forEach(ChannelSocket::close);
        if (address instanceof UnixAddress unix) {
            Files.deleteIfExists(unix.path());
        }
        UnicastRemoteObject.unexportObject(link, true);
        UnicastRemoteObject.unexportObject(registry, true);
    }

    /** What a renderer calls. */
    private static final class Link implements RemoteMessageLink {
        private final Duration limit;
        private final CountDownLatch over = new CountDownLatch(1);

        Link(Duration limit) {
            this.limit = limit;
        }

        @Override
        public byte[] open(byte[] introduction) {
            return new Welcome("rehearsal", 1, 1, "", limit.toMillis(), QUEUE_BOUND, QUEUE_BOUND / 4).encode();
        }

        @Override
        public Object deliver(Object batch) {
            return WireForm.of(FrameBatch.EMPTY.encode());
        }

        @Override
        public Object deliverOne(long number, Object frame) {
            return WireForm.of(FrameBatch.EMPTY.encode());
        }

        @Override
        public Object request(long sequence, Object request) throws RemoteException {
            throw new RemoteException("Nobody answers in a rehearsal");
        }

        @Override
        public void cancel(Object batch) {
            // Nothing was asked.
        }

        @Override
        public void abandon(long sequence) {
            // Nothing was asked.
        }

        @Override
        public Object receive(long acknowledgedUpTo) throws RemoteException {
            try {
                over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new RemoteException("The rehearsal is over");
        }
    }

    /** The connections that have proved themselves; RMI closes this with the last object that is exported over it. */
    private static final class Proven implements ProvenServerSocket.Source {
        private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
        private final Socket end = new Socket();

        void add(Socket connection) {
            connections.add(connection);
        }

        @Override
        public @Nullable Socket take() throws InterruptedException {
            Socket next = connections.take();
            return next == end ? null : next;
        }

        @Override
        public void close() {
            connections.add(end);
        }
    }
}
