package dev.covalent.common.rmi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.dgc.Lease;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UID;
import java.rmi.server.UnicastRemoteObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What RMI itself asks its peers for. */
final class LeaseAnswersTest {
    private static final List<byte[]> REQUESTS = new CopyOnWriteArrayList<>();
    private static final byte RETURN = 0x51;

    private final Echo echo = text -> text;
    private final RMIServerSocketFactory loopback = port -> new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
    private int port;
    private Registry own;

    /** What is called. */
    public interface Echo extends Remote {
        /** Returns what it gets. */
        String echo(String text) throws RemoteException;
    }

    @BeforeEach
    void listen() throws IOException {
        REQUESTS.clear();
        try (ServerSocket free = loopback.createServerSocket(0)) {
            port = free.getLocalPort();
        }
        own = LocateRegistry.createRegistry(port, new Recording(), loopback);
        own.rebind("name of it", UnicastRemoteObject.exportObject(echo, port, new Recording(), loopback));
    }

    @AfterEach
    void close() throws IOException {
        UnicastRemoteObject.unexportObject(echo, true);
        UnicastRemoteObject.unexportObject(own, true);
    }

    @Test
    void answer_isGivenToWhatAsksForALease_andToNothingElse() throws Exception {
        Registry registry = LocateRegistry.getRegistry("127.0.0.1", port, new Recording());
        Echo stub = (Echo) registry.lookup("name of it"); // which asks for one, and again where it gets none
        assertThat(stub.echo("some text")).isEqualTo("some text");

        assertThat(REQUESTS).filteredOn(LeaseAnswersTest::isAnswered).isNotEmpty();
        assertThat(REQUESTS)
                .filteredOn(request -> has(request, "name of it") || has(request, "some text"))
                .hasSize(2)
                .noneMatch(LeaseAnswersTest::isAnswered);
    }

    @Test
    void answer_isOneOfRmisReturns_andNotToHalfARequest() throws Exception {
        LocateRegistry.getRegistry("127.0.0.1", port, new Recording()).lookup("name of it");
        byte[] request = REQUESTS.stream()
                .filter(LeaseAnswersTest::isAnswered)
                .findFirst()
                .orElseThrow();

        assertThat(LeaseAnswers.INSTANCE.answer(request, request.length)).startsWith(RETURN);
        assertThat(LeaseAnswers.INSTANCE.answer(request, 41)).isNull();
        assertThat(LeaseAnswers.INSTANCE.answer(request, 1)).isNull();
        assertThat(LeaseAnswers.INSTANCE.answer(new byte[0], 0)).isNull();
    }

    @Test
    void answer_toWhatGivesALeaseBack_isAReturnOfNothing_andToWhatAsksForOneALease() throws Exception {
        LocateRegistry.getRegistry("127.0.0.1", port, new Recording()).lookup("name of it");
        List<byte[]> answers = awaitAnswers(2); // nobody holds the stub, so its lease is given back

        assertThat(answers).anySatisfy(answer -> assertThat(returned(answer)).isInstanceOf(Lease.class));
        assertThat(answers).anySatisfy(answer -> assertThat(returned(answer)).isNull());
    }

    /** Collects garbage until there are different answers to what RMI asked for by itself. */
    private static List<byte[]> awaitAnswers(int different) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        CountDownLatch never = new CountDownLatch(1);
        List<byte[]> answers;
        do {
            System.gc();
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
            answers = REQUESTS.stream()
                    .map(request -> LeaseAnswers.INSTANCE.answer(request, request.length))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(Arrays::hashCode, answer -> answer, (one, same) -> one))
                    .values()
                    .stream()
                    .toList();
        } while (answers.size() < different && System.nanoTime() - deadline < 0);
        return answers;
    }

    /** Reads an answer as RMI does, to its last byte; null if nothing is returned. */
    private static @Nullable Object returned(byte[] answer) throws IOException, ClassNotFoundException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(answer);
        assertThat(bytes.read()).isEqualTo(RETURN);
        try (ObjectInputStream in = new ObjectInputStream(bytes) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
                assertThat(readObject()).as("where the class comes from").isNull();
                return super.resolveClass(type);
            }
        }) {
            assertThat(in.readByte()).as("a normal return").isEqualTo((byte) 1);
            assertThat(UID.read(in)).isNotNull();
            Object result = in.available() == 0 && bytes.available() == 0 ? null : in.readObject();
            assertThat(bytes.available()).isZero();
            return result;
        }
    }

    private static boolean has(byte[] request, String text) {
        return new String(request, StandardCharsets.ISO_8859_1).contains(text);
    }

    private static boolean isAnswered(byte[] request) {
        return LeaseAnswers.INSTANCE.answer(request, request.length) != null;
    }

    /** Makes connections that keep what is flushed into them. */
    private static final class Recording implements RMIClientSocketFactory, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new RecordedSocket(host, port);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Recording;
        }

        @Override
        public int hashCode() {
            return Recording.class.hashCode();
        }
    }

    private static final class RecordedSocket extends Socket {
        private final ByteArrayOutputStream request = new ByteArrayOutputStream();

        RecordedSocket(String host, int port) throws IOException {
            super(host, port);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] source, int offset, int length) throws IOException {
                    request.write(source, offset, length);
                    out.write(source, offset, length);
                }

                @Override
                public void write(int value) throws IOException {
                    request.write(value);
                    out.write(value);
                }

                @Override
                public void flush() throws IOException {
                    REQUESTS.add(request.toByteArray());
                    request.reset();
                    out.flush();
                }
            };
        }
    }
}
