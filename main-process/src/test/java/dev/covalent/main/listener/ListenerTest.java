package dev.covalent.main.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.covalent.common.process.FrameworkThreads;
import dev.covalent.common.transport.Attachment;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.HandshakeException;
import dev.covalent.common.transport.HandshakeException.Reason;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.Role;
import dev.covalent.common.transport.SessionKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
@SuppressWarnings("try") // closing early is what some of these are about
final class ListenerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecordingDirectory directory = new RecordingDirectory();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_knownSession_isHandedOverWithItsId(Transport transport) throws Exception {
        try (Listener listener = Listener.start(transport.options(folder), directory);
                Dialer dialer = dialer(listener, directory.add(7))) {
            ChannelSocket client = dialer.dial(Role.RMI);
            client.getOutputStream().write(5);
            client.getOutputStream().flush();

            AuthenticatedSocket connection =
                    Objects.requireNonNull(listener.connections().take());

            assertThat(connection.sessionId()).isEqualTo(7);
            assertThat(connection.socket().getInputStream().read()).isEqualTo(5);
            Eventually.holds("it is counted", () -> listener.count(PeerOutcome.ACCEPTED) == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_wrongKey_isRefusedAndCounted(Transport transport) throws Exception {
        directory.add(7);
        try (Listener listener = Listener.start(transport.options(folder), directory);
                Dialer wrong = dialer(listener, SessionKey.random(7));
                Dialer unknown = dialer(listener, SessionKey.random(8))) {
            assertThat(reasonOf(wrong, Role.RMI)).isEqualTo(Reason.WRONG_SECRET);
            assertThat(reasonOf(unknown, Role.LIFELINE)).isEqualTo(Reason.WRONG_SECRET);

            Eventually.holds("both are counted", () -> listener.count(PeerOutcome.WRONG_SECRET) == 2);
            assertThat(listener.count(PeerOutcome.ACCEPTED)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_fortySilentPeersPending_succeeds(Transport transport) throws Exception {
        List<SocketChannel> silent = new ArrayList<>();
        try (Listener listener = Listener.start(transport.options(folder).withHandshakeLimit(LONG), directory);
                Dialer dialer = dialer(listener, directory.add(7))) {
            for (int peer = 0; peer < 40; peer++) {
                silent.add(connect(listener));
            }

            ChannelSocket client = dialer.dial(Role.RMI);

            assertThat(client.isClosed()).isFalse();
            assertThat(listener.count(PeerOutcome.EVICTED)).isZero();
        } finally {
            closeAll(silent);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void connect_tooManyPending_evictsTheOldest(Transport transport) throws Exception {
        ListenerOptions options =
                transport.options(folder).withPendingHandshakes(2).withHandshakeLimit(LONG);
        try (Listener listener = Listener.start(options, directory);
                Dialer dialer = dialer(listener, directory.add(7));
                SocketChannel oldest = connect(listener);
                SocketChannel older = connect(listener);
                SocketChannel newest = connect(listener)) {
            assertThat(oldest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(listener.count(PeerOutcome.EVICTED)).isEqualTo(1);

            dialer.dial(Role.RMI);

            assertThat(older.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(listener.count(PeerOutcome.EVICTED)).isEqualTo(2);
            assertThat(newest.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void connect_silent_isDroppedAtTheDeadline(Transport transport) throws Exception {
        ListenerOptions options = transport.options(folder).withHandshakeLimit(Duration.ofMillis(50));
        try (Listener listener = Listener.start(options, directory);
                SocketChannel silent = connect(listener)) {
            assertThat(silent.read(ByteBuffer.allocate(1))).isEqualTo(-1);

            Eventually.holds("it is counted", () -> listener.count(PeerOutcome.TOO_SLOW) == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void connect_garbage_isDroppedAtTheFirstByteAndDelaysNobody(Transport transport) throws Exception {
        try (Listener listener = Listener.start(transport.options(folder).withHandshakeLimit(LONG), directory);
                Dialer dialer = dialer(listener, directory.add(7))) {
            for (String garbage : List.of("G", "GET / HTTP/1.1\r\n\r\n", "JRMI\0\2K", "COVALNX", "\0".repeat(5000))) {
                try (SocketChannel peer = connect(listener)) {
                    peer.write(ByteBuffer.wrap(garbage.getBytes(StandardCharsets.UTF_8)));
                    awaitCut(peer);
                }
            }

            Eventually.holds("each is counted", () -> listener.count(PeerOutcome.MALFORMED) == 5);
            assertThat(dialer.dial(Role.RMI).isClosed()).isFalse();
        }
    }

    @Test
    void dial_moreThanTheSessionMay_isRefusedUntilOneIsClosed() throws Exception {
        ListenerOptions options = Transport.UNIX.options(folder).withConnectionsPerSession(2);
        try (Listener listener = Listener.start(options, directory);
                Dialer dialer = dialer(listener, directory.add(7));
                Dialer other = dialer(listener, directory.add(8))) {
            dialer.dial(Role.RMI);
            dialer.dial(Role.RMI);

            assertThat(reasonOf(dialer, Role.RMI)).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
            assertThat(other.dial(Role.RMI).isClosed()).isFalse();
            dialer.openLifeline();
            Eventually.holds("it is counted", () -> listener.count(PeerOutcome.REFUSED) == 1);

            Objects.requireNonNull(listener.connections().take()).socket().close();

            assertThat(dialer.dial(Role.RMI).isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void openLifeline_second_isRefusedUntilTheFirstIsClosed(Transport transport) throws Exception {
        try (Listener listener = Listener.start(transport.options(folder), directory);
                Dialer dialer = dialer(listener, directory.add(7))) {
            Lifeline first = dialer.openLifeline();

            HandshakeException refused = catchThrowableOfType(HandshakeException.class, dialer::openLifeline);

            assertThat(refused.reason()).isEqualTo(Reason.SECOND_LIFELINE);
            assertThat(refused).hasMessageContaining("session 7 has a lifeline already; a session has one");
            assertThat(first.isOpen()).isTrue();
            directory.nextLifeline().close();
            assertThat(dialer.openLifeline().isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void lifeline_closedAtEitherEnd_endsAtBoth(Transport transport) throws Exception {
        try (Listener listener = Listener.start(transport.options(folder), directory);
                Dialer dialer = dialer(listener, directory.add(7))) {
            for (boolean here : new boolean[] {true, false}) {
                CountDownLatch ends = new CountDownLatch(2);
                Lifeline near = dialer.openLifeline();
                Lifeline far = directory.nextLifeline();
                assertThat(far.sessionId()).isEqualTo(7);
                near.watch(() -> {}, ends::countDown);
                far.watch(() -> {}, ends::countDown);

                (here ? near : far).close();

                assertThat(ends.await(5, TimeUnit.SECONDS))
                        .as("closed here: %s", here)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void attach_rightSecret_getsASessionThatCanDial(Transport transport) throws Exception {
        try (Listener listener = Listener.start(transport.options(folder), directory)) {
            Attachment attachment =
                    Dialer.attach(listener.address(), directory.attachKey().secret());
            Lifeline far = directory.nextLifeline();
            try (Dialer dialer = dialer(listener, attachment.key())) {
                dialer.dial(Role.RMI);

                assertThat(far.sessionId()).isEqualTo(attachment.key().id());
                assertThat(reasonOf(dialer, Role.LIFELINE)).isEqualTo(Reason.SECOND_LIFELINE);
            }
            attachment.lifeline().close();
        }
    }

    @Test
    void attach_wrongSecret_makesNoSession() throws Exception {
        try (Listener listener = Listener.start(Transport.UNIX.options(folder), directory)) {
            assertThatThrownBy(() -> Dialer.attach(listener.address(), new byte[SessionKey.SECRET_BYTES]))
                    .isInstanceOf(HandshakeException.class);

            assertThat(directory.newSessionId()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endSession_open_closesEverythingOfItAndRefusesMore(Transport transport) throws Exception {
        try (Listener listener = Listener.start(transport.options(folder), directory);
                Dialer dialer = dialer(listener, directory.add(7));
                Dialer other = dialer(listener, directory.add(8))) {
            ChannelSocket call = dialer.dial(Role.RMI);
            ChannelSocket lifeline = dialer.dial(Role.LIFELINE);
            ChannelSocket unconcerned = other.dial(Role.RMI);

            listener.endSession(7);

            assertThat(call.getInputStream().read()).isEqualTo(-1);
            assertThat(lifeline.getInputStream().read()).isEqualTo(-1);
            assertThat(reasonOf(dialer, Role.RMI)).isEqualTo(Reason.SESSION_ENDED);
            assertThat(reasonOf(dialer, Role.LIFELINE)).isEqualTo(Reason.SESSION_ENDED);
            unconcerned.setSoTimeout(20);
            assertThatThrownBy(() -> unconcerned.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void close_withPeersOfEachKind_leavesNothing(Transport transport) throws Exception {
        Listener listener = Listener.start(transport.options(folder), directory);
        try (Dialer dialer = dialer(listener, directory.add(7));
                SocketChannel silent = connect(listener)) {
            ChannelSocket call = dialer.dial(Role.RMI);

            listener.close();
            listener.close();

            assertThat(silent.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(call.getInputStream().read()).isEqualTo(-1);
            assertThat(listener.connections().take()).isNull();
            assertThatThrownBy(() -> dialer.dial(Role.RMI)).isInstanceOf(ConnectException.class);
        }
        assertThat(folder).isEmptyDirectory();
        Eventually.holds("no thread of ours is left", () -> ourThreads().isEmpty());
    }

    @Test
    void start_directoryOpenToOthers_isRefused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> Listener.start(Transport.UNIX.options(open), directory))
                .isInstanceOf(IOException.class)
                .hasMessage("The socket's directory '" + open
                        + "' has mode rwxr-xr-x, which does not keep others out: set it to 0700");
    }

    @Test
    void start_directoryMissing_isRefused() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Listener.start(Transport.UNIX.options(missing), directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist or is a link");
    }

    @Test
    void start_pathTooLong_namesTheLimitAndTheWayOut() {
        Path longPath = folder.resolve("n".repeat(120));

        assertThatThrownBy(() -> Listener.start(ListenerOptions.unix(longPath), directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the limit is 103")
                .hasMessageEndingWith("set covalent.transport=tcp");
    }

    @Test
    void start_pathTaken_isRefusedAndLeavesIt() throws Exception {
        try (Listener listener = Listener.start(Transport.UNIX.options(folder), directory);
                Dialer dialer = dialer(listener, directory.add(7))) {
            assertThatThrownBy(() -> Listener.start(Transport.UNIX.options(folder), directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot listen at '" + folder.resolve("main.sock") + "'");

            assertThat(dialer.dial(Role.RMI).isClosed()).isFalse();
        }
    }

    private static Dialer dialer(Listener listener, SessionKey key) {
        return new Dialer(listener.address(), () -> key);
    }

    private static Reason reasonOf(Dialer dialer, Role role) {
        return catchThrowableOfType(HandshakeException.class, () -> dialer.dial(role))
                .reason();
    }

    private static SocketChannel connect(Listener listener) throws IOException {
        return SocketChannel.open(listener.address().toSocketAddress());
    }

    private static void awaitCut(SocketChannel peer) {
        try {
            assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset"); // cut with our garbage unread
        }
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(FrameworkThreads::mustEnd)
                .map(Thread::getName)
                .toList();
    }

    private static void closeAll(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
