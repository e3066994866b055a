package dev.covalent.launcher.bench.rmi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.util.Base64;

/**
 * Plain RMI between two JVMs, over RMI's own sockets and with its settings as they are. Two things are not as they are by
 * default, so that nobody else can make use of the object while it is there: it listens on the loopback interface alone,
 * and it takes nothing but arrays of bytes.
 *
 * <p>Thread-safe.
 */
public final class BareRmi {
    private static final ObjectInputFilter BYTES_ONLY = ObjectInputFilter.Config.createFilter("!*");
    private static final int BACKLOG = 50;

    private final BareRemote remote;

    private BareRmi(BareRemote remote) {
        this.remote = remote;
    }

    /** The object itself; held by RMI as long as it is exported, and by this reference, whatever becomes of leases. */
    private static final class Echo implements BareRemote {
        static final Echo THE_ONE = new Echo();

        @Override
        public byte[] call(byte[] message) {
            return message;
        }

        @Override
        public void send(byte[] message) {
            // Its arrival is all there is to it.
        }
    }

    /** Exports the object and returns its stub as text. */
    public static String export() throws IOException {
        return export(Echo.THE_ONE);
    }

    /** Exports an object, which the caller holds, and returns its stub as text. */
    public static String export(Remote object) throws IOException {
        Object stub = UnicastRemoteObject.exportObject(
                object, 0, null, port -> new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), BYTES_ONLY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(stub);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Makes a client of the stub that {@link #export} returned, in another JVM. */
    public static BareRmi connect(String stub) throws IOException {
        return new BareRmi(stub(stub, BareRemote.class));
    }

    /** Reads the stub that {@link #export(Remote)} returned, in another JVM. */
    public static <T extends Remote> T stub(String text, Class<T> type) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return type.cast(in.readObject());
        } catch (ClassNotFoundException missing) {
            throw new IOException("The stub is of another version", missing);
        }
    }

    /** Makes a call with an answer. */
    public byte[] call(byte[] message) throws IOException {
        return remote.call(message);
    }

    /** Makes a call without an answer, which RMI waits for all the same. */
    public void send(byte[] message) throws IOException {
        remote.send(message);
    }
}
