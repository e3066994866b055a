package dev.covalent.common.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the connections of one session to its main process.
 *
 * <p>Thread-safe.
 */
public final class Dialer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dialer.class);

    /** A main process that hangs up at once, because it has run out of something, is not asked again at once. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Address address;
    private final Supplier<SessionKey> key;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<ChannelSocket> open = new HashSet<>();

    @GuardedBy("lock") private boolean closed;

    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Makes a dialler.
     *
     * @param key asked for each connection
     */
    public Dialer(Address address, Supplier<SessionKey> key) {
        this.address = address;
        this.key = key;
    }

    /** Returns the address that is dialled. */
    public Address address() {
        return address;
    }

    /**
     * Makes an authenticated connection. Each attempt takes 2 s at most, and is repeated until the thread's {@link
     * CallDeadline}, or until this dialler is closed: nothing has been sent yet, and a main process that is stopped or
     * overloaded may go on.
     *
     * @param role {@link Role#RMI} or {@link Role#LIFELINE}
     * @throws HandshakeException if the other end is not the main process, or refuses
     * @throws ConnectException if nobody listens there
     */
    public ChannelSocket dial(Role role) throws IOException {
        if (!role.hasSession()) {
            throw new IllegalArgumentException("A session dials RMI or LIFELINE; " + role + " has a method of its own");
        }
        while (true) {
            try {
                return dialOnce(role);
            } catch (SocketTimeoutException | EOFException noAnswer) {
                if (CallDeadline.current() <= AlarmClock.now() || isClosedWithin(PAUSE)) {
                    throw noAnswer;
                }
                log.debug("{} did not answer the handshake; trying again", address.format(), noAnswer);
            }
        }
    }

    private ChannelSocket dialOnce(Role role) throws IOException {
        ChannelSocket socket = ChannelSocket.dialling(address);
        try {
            adopt(socket);
            CallDeadline deadline = CallDeadline.start(Handshake.LIMIT);
            try (deadline) {
                connect(socket, address);
                establish(socket, role);
            }
            return socket;
        } catch (SocketTimeoutException late) {
            throw tooSlow(address, late);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Whether main hangs up before we write, or while, or before we read, is one and the same. */
    private void establish(ChannelSocket socket, Role role) throws IOException {
        try {
            new ClientHandshake(socket, address, key.get(), role).establish();
        } catch (HandshakeException | EOFException | SocketTimeoutException told) {
            throw told;
        } catch (IOException cut) {
            if (socket.isClosed()) { // by us: this dialler was closed, or the thread interrupted
                throw cut;
            }
            EOFException hungUp =
                    new EOFException("The main process hung up during the handshake: " + cut.getMessage());
            hungUp.initCause(cut);
            throw hungUp;
        }
    }

    /** Makes the lifeline of the session; takes 2 s at most. */
    public Lifeline openLifeline() throws IOException {
        return openLifeline(Handshake.LIMIT);
    }

    /**
     * Makes the lifeline of the session.
     *
     * @param limit how long main may take to answer
     */
    public Lifeline openLifeline(Duration limit) throws IOException {
        long sessionId = key.get().id();
        CallDeadline deadline = CallDeadline.start(limit);
        try (deadline) {
            return new Lifeline(dial(Role.LIFELINE), sessionId);
        }
    }

    /**
     * Gets a new session, for a process that was not started by the main process.
     *
     * @param attachSecret of the endpoint's descriptor, {@value SessionKey#SECRET_BYTES} bytes
     * @throws HandshakeException if the other end is not the main process, or refuses
     * @throws ConnectException if nobody listens there
     */
    public static Attachment attach(Address address, byte[] attachSecret) throws IOException {
        SessionKey attachKey = SessionKey.of(SessionKey.NO_SESSION, attachSecret);
        ChannelSocket socket = ChannelSocket.dialling(address);
        try {
            CallDeadline deadline = CallDeadline.start(Handshake.LIMIT);
            try (deadline) {
                connect(socket, address);
                SessionKey derived = new ClientHandshake(socket, address, attachKey, Role.ATTACH).attach();
                return new Attachment(derived, new Lifeline(socket, derived.id()));
            }
        } catch (SocketTimeoutException late) {
            throw tooSlow(address, late);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /**
     * Makes an authenticated connection on which a later instance of the application can tell the first one something.
     * Takes 2 s at most.
     *
     * @param attachSecret of the endpoint's descriptor, {@value SessionKey#SECRET_BYTES} bytes
     * @throws HandshakeException if the other end is not the main process, or refuses; nothing was told
     * @throws ConnectException if nobody listens there
     */
    public static ChannelSocket dialSecondInstance(Address address, byte[] attachSecret) throws IOException {
        SessionKey attachKey = SessionKey.of(SessionKey.NO_SESSION, attachSecret);
        ChannelSocket socket = ChannelSocket.dialling(address);
        try {
            CallDeadline deadline = CallDeadline.start(Handshake.LIMIT);
            try (deadline) {
                connect(socket, address);
                new ClientHandshake(socket, address, attachKey, Role.SECOND_INSTANCE).establish();
                return socket;
            }
        } catch (SocketTimeoutException late) {
            throw tooSlow(address, late);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static SocketTimeoutException tooSlow(Address address, SocketTimeoutException timeout) {
        SocketTimeoutException told = new SocketTimeoutException("The main process at " + address.format()
                + " did not answer the handshake within " + Handshake.LIMIT.toMillis()
                + " ms or the call's earlier deadline: it is stopped or overloaded");
        told.initCause(timeout);
        return told;
    }

    private static void connect(ChannelSocket socket, Address address) throws IOException {
        try {
            socket.connectTo(address);
        } catch (SocketException refused) {
            if (Thread.currentThread().isInterrupted()) { // it is us who closed it
                throw refused;
            }
            ConnectException told = new ConnectException("Nobody listens at " + address.format() + " ("
                    + refused.getMessage() + "): the main process has ended, or has not started yet");
            told.initCause(refused);
            throw told;
        }
    }

    private boolean isClosedWithin(Duration limit) {
        try {
            return closing.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true; // whoever interrupts it wants no more of it
        }
    }

    private void adopt(ChannelSocket socket) throws SocketException {
        synchronized (lock) {
            if (closed) {
                throw new SocketException("The connections to " + address.format() + " are closed");
            }
            open.add(socket);
        }
        socket.afterClose(() -> {
            synchronized (lock) {
                open.remove(socket);
            }
        });
    }

    /** Closes every connection it made; it may make others. */
    public void hangUp() {
        List<ChannelSocket> remaining;
        synchronized (lock) {
            remaining = List.copyOf(open);
        }
        remaining.forEach(ChannelSocket::close);
    }

    /** Closes every connection it made and makes no more. Closing twice is a no-op. */
    @Override
    public void close() {
        List<ChannelSocket> remaining;
        synchronized (lock) {
            closed = true;
            remaining = List.copyOf(open);
        }
        closing.countDown();
        remaining.forEach(ChannelSocket::close);
    }

    @Override
    public String toString() {
        return "Dialer[" + address.format() + "]";
    }
}
