package dev.covalent.common.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
@SuppressWarnings("try") // closing early is what some of these are about
final class HandshakeTest {
    private static final int HANG_UPS = 200;
    private static final SessionKey KEY = SessionKey.random(42);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_rightKey_isAcceptedForItsSessionAndRole(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            for (Role role : new Role[] {Role.RMI, Role.LIFELINE}) {
                CompletableFuture<ProvenPeer> peer = serve(bound, (asked, id) -> id == 42 ? KEY : null);

                ChannelSocket socket = dialer.dial(role);

                assertThat(peer.get(5, TimeUnit.SECONDS).role()).isEqualTo(role);
                assertThat(peer.get().sessionId()).isEqualTo(42);
                assertThat(socket.isClosed()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_forACall_isRepeatedWhereTheServerHangsUp(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            script(() -> {
                for (int i = 0; i < HANG_UPS; i++) {
                    bound.accept().close(); // before, while or after the client has written
                }
                serve(bound, (asked, id) -> KEY);
            });
            CallDeadline deadline = CallDeadline.start(Duration.ofSeconds(20));
            try (deadline) {
                assertThat(dialer.dial(Role.RMI).isClosed()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_wrongKey_isRefused(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> SessionKey.random(42))) {
            CompletableFuture<ProvenPeer> peer = serve(bound, (role, id) -> KEY);

            HandshakeException refused = catchThrowableOfType(HandshakeException.class, () -> dialer.dial(Role.RMI));

            assertThat(refused.reason()).isEqualTo(HandshakeException.Reason.WRONG_SECRET);
            assertThat(refused)
                    .hasMessage("The process at " + bound.address().format()
                            + " did not prove that it knows the secret of session 42: "
                            + "it is another process than expected, or it knows no such session any more");
            assertThatThrownBy(() -> peer.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(HandshakeException.class);
        }
    }

    @Test
    void dial_unknownSession_isRefusedLikeAWrongKey() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            serve(bound, (role, id) -> null);

            HandshakeException refused = catchThrowableOfType(HandshakeException.class, () -> dialer.dial(Role.RMI));

            assertThat(refused.reason()).isEqualTo(HandshakeException.Reason.WRONG_SECRET);
        }
    }

    @Test
    void dial_refused_tellsTheReason() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            script(() -> {
                ChannelSocket socket = bound.accept();
                ServerHandshake.prove(socket, (role, id) -> KEY).refuse(Refusal.TOO_MANY_CONNECTIONS);
            });

            assertThatThrownBy(() -> dialer.dial(Role.RMI))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("The main process at " + bound.address().format()
                            + " refused the connection: session 42 has as many connections as it may");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void attach_rightSecret_bothDeriveTheSameNewKey(Transport transport) throws Exception {
        SessionKey attachKey = SessionKey.random(0);
        try (Transport.Bound bound = transport.bind(directory)) {
            CompletableFuture<SessionKey> first = serveAttach(bound, attachKey, 7);
            Attachment attachment = Dialer.attach(bound.address(), attachKey.secret());
            CompletableFuture<SessionKey> second = serveAttach(bound, attachKey, 7);
            Attachment again = Dialer.attach(bound.address(), attachKey.secret());

            assertThat(attachment.key()).isEqualTo(first.get(5, TimeUnit.SECONDS));
            assertThat(attachment.key().id()).isEqualTo(7);
            assertThat(attachment.lifeline().isOpen()).isTrue();
            assertThat(again.key()).isEqualTo(second.get(5, TimeUnit.SECONDS)).isNotEqualTo(attachment.key());
            attachment.lifeline().close();
            again.lifeline().close();
        }
    }

    @Test
    void attach_wrongSecret_isRefused() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory)) {
            serveAttach(bound, SessionKey.random(0), 7);

            assertThatThrownBy(() -> Dialer.attach(bound.address(), new byte[SessionKey.SECRET_BYTES]))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageContaining("did not prove that it knows the attach secret");
        }
    }

    @Test
    void attach_answerTamperedWith_isRefused() throws Exception {
        SessionKey attachKey = SessionKey.random(0);
        try (Transport.Bound bound = Transport.UNIX.bind(directory)) {
            script(() -> {
                ChannelSocket socket = bound.accept();
                ServerHandshake.prove(socket, (role, id) -> attachKey);
                Handshake.send(socket, new byte[] {Handshake.ACCEPTED}, Handshake.bytesOf(8), new byte[32]);
            });

            assertThatThrownBy(() -> Dialer.attach(bound.address(), attachKey.secret()))
                    .isInstanceOf(HandshakeException.class);
        }
    }

    @Test
    void dial_impostor_learnsNothingButTheGreeting() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            CompletableFuture<byte[]> learned = CompletableFuture.supplyAsync(() -> {
                try (ChannelSocket socket = bound.accept()) {
                    byte[] hello = Handshake.readExactly(socket, Handshake.HELLO_BYTES);
                    Handshake.send(socket, Handshake.preamble(), new byte[32], new byte[32]);
                    byte[] rest = socket.getInputStream().readAllBytes();
                    return ByteBuffer.allocate(hello.length + rest.length)
                            .put(hello)
                            .put(rest)
                            .array();
                } catch (IOException failed) {
                    throw new CompletionException(failed);
                }
            });

            assertThatThrownBy(() -> dialer.dial(Role.RMI)).isInstanceOf(HandshakeException.class);

            assertThat(learned.get(5, TimeUnit.SECONDS)).hasSize(Handshake.HELLO_BYTES);
        }
    }

    @Test
    void dial_serverOfOtherVersion_saysBothVersions() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            script(() -> {
                byte[] other = Handshake.preamble();
                other[7] = 2;
                Handshake.send(bound.accept(), other);
            });

            HandshakeException refused = catchThrowableOfType(HandshakeException.class, () -> dialer.dial(Role.RMI));

            assertThat(refused.reason()).isEqualTo(HandshakeException.Reason.OTHER_VERSION);
            assertThat(refused)
                    .hasMessage("The peer speaks protocol version 2, this side speaks 1: "
                            + "use the same Covalent version in both");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void prove_clientOfOtherVersion_tellsItOurs(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                ChannelSocket client = bound.connect()) {
            byte[] hello = Handshake.hello(Role.RMI, 42, new byte[32]);
            hello[7] = 9;
            Handshake.send(client, hello, new byte[100]);

            CompletableFuture<ProvenPeer> peer = serve(bound, (role, id) -> KEY);

            assertThat(client.getInputStream().readNBytes(8)).isEqualTo(Handshake.preamble());
            assertThatThrownBy(() -> peer.get(5, TimeUnit.SECONDS))
                    .hasRootCauseMessage("The peer speaks protocol version 9, this side speaks 1: "
                            + "use the same Covalent version in both");
        }
    }

    @Test
    void prove_firstByteWrong_dropsAtOnce() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect()) {
            CompletableFuture<ProvenPeer> peer = serve(bound, (role, id) -> KEY);

            Handshake.send(client, new byte[] {'G'});

            assertThatThrownBy(() -> peer.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("The peer does not speak Covalent's protocol");
        }
    }

    @Test
    void prove_rolesAndSessionsThatMakeNoSense_areRefused() throws Exception {
        byte[] unknownRole = Handshake.hello(Role.RMI, 42, new byte[32]);
        unknownRole[8] = 'X';
        try (Transport.Bound bound = Transport.UNIX.bind(directory)) {
            for (byte[] hello : Arrays.asList(
                    unknownRole,
                    Handshake.hello(Role.ATTACH, 42, new byte[32]),
                    Handshake.hello(Role.SECOND_INSTANCE, 42, new byte[32]),
                    Handshake.hello(Role.RMI, 0, new byte[32]))) {
                try (ChannelSocket client = bound.connect()) {
                    CompletableFuture<ProvenPeer> peer = serve(bound, (role, id) -> KEY);

                    Handshake.send(client, hello);

                    assertThatThrownBy(() -> peer.get(5, TimeUnit.SECONDS))
                            .as("role %d", hello[8])
                            .hasRootCauseInstanceOf(HandshakeException.class);
                }
            }
        }
    }

    @Test
    void prove_peerDrips_failsAtTheAbsoluteDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            background(() -> drip(client, over));

            CallDeadline deadline = CallDeadline.start(Duration.ofMillis(300));
            try (deadline) {
                assertThatThrownBy(() -> ServerHandshake.prove(server, (role, id) -> KEY))
                        .isInstanceOf(SocketTimeoutException.class);
            }
            over.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_serverSilent_failsAtTheDeadline(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            CallDeadline deadline = CallDeadline.start(Duration.ofMillis(100));
            try (deadline) {
                assertThatThrownBy(() -> dialer.dial(Role.RMI))
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining(bound.address().format());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void dial_nobodyListens_isAConnectException(Transport transport) throws Exception {
        Address address;
        try (Transport.Bound bound = transport.bind(directory)) {
            address = bound.address();
        }
        try (Dialer dialer = new Dialer(address, () -> KEY)) {
            assertThatThrownBy(() -> dialer.dial(Role.RMI))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith("Nobody listens at " + address.format());
        }
    }

    @Test
    void close_dialer_closesItsConnectionsAndDialsNoMore() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                Dialer dialer = new Dialer(bound.address(), () -> KEY)) {
            serve(bound, (role, id) -> KEY);
            ChannelSocket socket = dialer.dial(Role.RMI);

            dialer.close();

            assertThat(socket.isClosed()).isTrue();
            assertThatThrownBy(() -> dialer.dial(Role.RMI)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void dial_roleWithoutSession_isMisuse() {
        try (Dialer dialer = new Dialer(new LoopbackAddress(1), () -> KEY)) {
            for (Role role : new Role[] {Role.ATTACH, Role.SECOND_INSTANCE}) {
                assertThatThrownBy(() -> dialer.dial(role))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("A session dials RMI or LIFELINE; " + role + " has a method of its own");
            }
        }
    }

    /** Sends a correct greeting so slowly that it would take seconds, though no byte is long in coming. */
    private static void drip(ChannelSocket client, CountDownLatch over) {
        try {
            for (byte one : Handshake.hello(Role.RMI, 42, new byte[32])) {
                client.getOutputStream().write(one);
                client.getOutputStream().flush();
                if (over.await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException givenUp) {
            over.countDown();
        }
    }

    @CanIgnoreReturnValue
    private static CompletableFuture<ProvenPeer> serve(Transport.Bound bound, ServerHandshake.Keys keys) {
        CompletableFuture<ProvenPeer> proven = new CompletableFuture<>();
        background(() -> {
            @Nullable ChannelSocket socket = null;
            try {
                socket = bound.accept();
                ProvenPeer peer = ServerHandshake.prove(socket, keys);
                peer.accept();
                proven.complete(peer);
            } catch (IOException failed) {
                if (socket != null) {
                    socket.close();
                }
                proven.completeExceptionally(failed);
            }
        });
        return proven;
    }

    @CanIgnoreReturnValue
    private static CompletableFuture<SessionKey> serveAttach(Transport.Bound bound, SessionKey attachKey, long newId) {
        CompletableFuture<SessionKey> derived = new CompletableFuture<>();
        background(() -> {
            try {
                ProvenPeer peer = ServerHandshake.prove(bound.accept(), (role, id) -> attachKey);
                peer.acceptAs(newId);
                derived.complete(peer.derive(newId));
            } catch (IOException failed) {
                derived.completeExceptionally(failed);
            }
        });
        return derived;
    }

    private interface Script {
        void run() throws IOException;
    }

    /** Plays a server; if that fails, the client under test sees it. */
    private static void script(Script script) {
        background(() -> {
            try {
                script.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "test-server");
        thread.setDaemon(true);
        thread.start();
    }
}
