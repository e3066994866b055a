package dev.covalent.main.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointPublisher;
import dev.covalent.common.endpoint.InstanceLock;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.instance.Handover;
import dev.covalent.common.instance.HandoverAnswer;
import dev.covalent.common.instance.InstanceRequest;
import dev.covalent.common.instance.WorkingDirectory;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.HandshakeException;
import dev.covalent.common.transport.HandshakeException.Reason;
import dev.covalent.common.transport.Refusal;
import dev.covalent.common.transport.SessionKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Later instances of an application, and those that pretend to be one, at its listener. */
@Timeout(20)
final class HandoversTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Handover HANDOVER = new Handover(
            List.of("--open", "a b"), WorkingDirectory.of(Path.of("/tmp")), StructuredClone.encode(7, "data"));

    private final RecordingDirectory directory = new RecordingDirectory();
    private final Recording later = new Recording();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void handover_isTakenAndAnswered_andMakesNoSession(Transport transport) throws Exception { // APP-13
        try (Listener listener = start(transport.options(folder))) {
            assertThat(answerTo(listener, HANDOVER)).isEqualTo(HandoverAnswer.TAKEN);

            Handover taken = later.taken.poll(5, TimeUnit.SECONDS);
            assertThat(taken).isEqualTo(HANDOVER);
            assertThat(later.answered.poll(5, TimeUnit.SECONDS)).isSameAs(taken);
            assertThat(directory.newSessionId()).as("none was given away").isEqualTo(101);
        }
    }

    @Test
    void handover_notKept_isAnsweredSo() throws Exception {
        try (Listener listener = start(Transport.UNIX.options(folder))) {
            later.answer = HandoverAnswer.BUSY;

            assertThat(answerTo(listener, HANDOVER)).isEqualTo(HandoverAnswer.BUSY);
        }
        assertThat(later.answered).isEmpty();
    }

    @Test
    void request_notUnderstood_saysWhereTheReasonIsFound() throws Exception {
        later.answer = HandoverAnswer.MALFORMED;

        assertThatThrownBy(() -> request(Duration.ofSeconds(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The first instance of 'notes' (pid "
                        + ProcessHandle.current().pid()
                        + ", this process itself) does not understand what it was sent; its log says why");
    }

    @Test
    void request_ending_saysSoWhenTheTimeIsOver() {
        later.answer = HandoverAnswer.ENDING;

        assertThatThrownBy(() -> request(Duration.ofSeconds(3))) // enough to be answered at least once
                .isInstanceOf(IpcTimeoutException.class)
                .hasMessageEndingWith(
                        "which could not be told of this instance within 3000 ms: it is ending. Nothing was" + " sent");
    }

    @Test
    void request_heldUpAfterAnAnswer_saysWhatItMetLast() {
        CountDownLatch over = new CountDownLatch(1);
        later.answer = HandoverAnswer.ENDING;
        later.taking = count -> {
            if (count > 1) {
                try {
                    assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try {
            assertThatThrownBy(() -> request(Duration.ofSeconds(3)))
                    .isInstanceOf(IpcTimeoutException.class)
                    .hasMessageEndingWith("It was sent the arguments of this instance, and may hear of them yet")
                    .hasMessageNotContaining("it is ending");
        } finally {
            over.countDown();
        }
    }

    @Test
    void dial_noLockOrBusyOrNotListeningForIt_isRefusedBeforeAnythingIsSent() throws Exception {
        try (Listener listener = start(Transport.UNIX.options(folder))) {
            later.refusal = Refusal.NO_INSTANCE_LOCK;
            assertThatThrownBy(() -> dial(listener))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageEndingWith("refused the connection: it does not have the single-instance lock");
            later.refusal = Refusal.ENDING;
            assertThatThrownBy(() -> dial(listener))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageEndingWith("refused the connection: it is ending");
            later.refusal = Refusal.BUSY;
            assertThat(reasonOf(listener)).isEqualTo(Reason.BUSY);
        }
        try (Listener deaf = Listener.start(Transport.UNIX.options(folder), directory)) {
            assertThat(reasonOf(deaf)).isEqualTo(Reason.NO_INSTANCE_LOCK);
        }
    }

    @Test
    void dial_wrongSecret_isRefused() throws Exception {
        try (Listener listener = start(Transport.UNIX.options(folder))) {
            HandshakeException refused = catchThrowableOfType(
                    HandshakeException.class,
                    () -> Dialer.dialSecondInstance(listener.address(), new byte[SessionKey.SECRET_BYTES]));

            assertThat(refused.reason()).isEqualTo(Reason.WRONG_SECRET);
            Eventually.holds("it is counted", () -> listener.count(PeerOutcome.WRONG_SECRET) == 1);
        }
    }

    @Test
    void replay_ofWhatAnotherSentToProveItself_isRefused() throws Exception {
        try (Listener listener = start(Transport.UNIX.options(folder));
                SocketChannel first = SocketChannel.open(listener.address().toSocketAddress());
                SocketChannel second = SocketChannel.open(listener.address().toSocketAddress())) {
            byte[] hello = ByteBuffer.allocate(8 + 1 + 8 + 32)
                    .put("COVALNT\1I".getBytes(StandardCharsets.US_ASCII))
                    .array();
            byte[] proof = proof(hello, greet(first, hello));
            first.write(ByteBuffer.wrap(proof));
            assertThat(read(first, 1)).containsExactly(1);

            greet(second, hello);
            second.write(ByteBuffer.wrap(proof));

            assertThat(second.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            Eventually.holds("it is counted", () -> listener.count(PeerOutcome.WRONG_SECRET) == 1);
        }
    }

    @Test
    void handover_garbage_isAnsweredAndTheNextIsHeard() throws Exception {
        try (Listener listener = start(Transport.UNIX.options(folder))) {
            for (byte[] garbage :
                    new byte[][] {{-1, -1, -1, -1}, {0, 0, 0, 1, 127, 0, 0, 0}, {0, 0, 0, 1, 0, 0, 0, 1, 9}}) {
                try (ChannelSocket socket = dial(listener)) {
                    socket.getOutputStream().write(garbage);
                    socket.getOutputStream().flush();

                    assertThat(socket.getInputStream().read()).isEqualTo(HandoverAnswer.MALFORMED.code());
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                }
            }
            assertThat(answerTo(listener, HANDOVER)).isEqualTo(HandoverAnswer.TAKEN);
        }
    }

    @Test
    void places_takenBySilentPeers_refuseOthersUntilOneLeaves() throws Exception {
        List<ChannelSocket> silent = new ArrayList<>();
        try (Listener listener = start(Transport.UNIX.options(folder).withHandoverLimit(LONG))) {
            for (int place = 0; place < Handovers.PLACES; place++) {
                silent.add(dial(listener));
            }
            assertThat(reasonOf(listener)).isEqualTo(Reason.BUSY);

            silent.get(0).close();

            Eventually.holds("the next is heard", () -> isTaken(listener));
        } finally {
            silent.forEach(ChannelSocket::close);
        }
    }

    @Test
    void handover_drips_isCutAtTheAbsoluteDeadline() throws Exception {
        Duration limit = Duration.ofSeconds(2); // enough for one that does not drip, on a busy machine too
        try (Listener listener = start(Transport.UNIX.options(folder).withHandoverLimit(limit));
                ChannelSocket dripping = dial(listener)) {
            OutputStream out = dripping.getOutputStream();
            out.write(new byte[] {0, 0, 0, 1, 1, 0, 0, 0});

            assertThatThrownBy(
                            () -> { // the deadline is absolute: each byte would renew one that is not
                                while (true) {
                                    out.write(1);
                                    out.flush();
                                }
                            })
                    .isInstanceOf(IOException.class);
            assertThat(later.taken).isEmpty();
            assertThat(answerTo(listener, HANDOVER)).isEqualTo(HandoverAnswer.TAKEN);
        }
    }

    @Test
    void close_whileAPeerIsHeard_cutsIt() throws Exception {
        Listener listener = start(Transport.UNIX.options(folder).withHandoverLimit(LONG));
        try (ChannelSocket silent = dial(listener)) {
            listener.close();

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Listener start(ListenerOptions options) throws IOException {
        return Listener.start(options, directory, later);
    }

    private ChannelSocket dial(Listener listener) throws IOException {
        return Dialer.dialSecondInstance(
                listener.address(), directory.attachKey().secret());
    }

    /** Asks as a later instance does, where this process has the lock and listens. */
    private void request(Duration limit) throws IOException {
        RuntimeDirectory runtime = RuntimeDirectory.at(folder.resolve("run"));
        try (Listener listener = start(Transport.UNIX.options(folder));
                InstanceLock held = InstanceLock.tryTake(runtime, "notes").orElseThrow();
                EndpointPublisher endpoint = EndpointPublisher.acquire(runtime, "notes")) {
            assertThat(held).isNotNull();
            endpoint.publish(EndpointDescriptor.ofThisProcess(
                    "notes", listener.address().format(), directory.attachKey().secret()));
            assertThat(new InstanceRequest(runtime, "notes", HANDOVER, limit).run())
                    .isEmpty();
        }
    }

    private boolean isTaken(Listener listener) {
        try {
            return answerTo(listener, HANDOVER) == HandoverAnswer.TAKEN;
        } catch (IOException refused) {
            return false;
        }
    }

    private Reason reasonOf(Listener listener) {
        return catchThrowableOfType(HandshakeException.class, () -> dial(listener))
                .reason();
    }

    private @Nullable HandoverAnswer answerTo(Listener listener, Handover handover) throws IOException {
        try (ChannelSocket socket = dial(listener)) {
            handover.writeTo(socket.getOutputStream());
            int code = socket.getInputStream().read();
            for (HandoverAnswer answer : HandoverAnswer.values()) {
                if (answer.code() == code) {
                    return answer;
                }
            }
            return null;
        }
    }

    private static byte[] greet(SocketChannel channel, byte[] hello) throws IOException {
        channel.write(ByteBuffer.wrap(hello));
        byte[] greeting = read(channel, 8 + 32 + 32);
        return Arrays.copyOfRange(greeting, 8, 40);
    }

    private byte[] proof(byte[] hello, byte[] serverNonce) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(directory.attachKey().secret(), "HmacSHA256"));
        mac.update((byte) 'C');
        mac.update(hello);
        return mac.doFinal(serverNonce);
    }

    private static byte[] read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            assertThat(channel.read(bytes)).isPositive();
        }
        return bytes.array();
    }

    private static final class Recording implements LaterInstances {
        private final BlockingQueue<Handover> taken = new LinkedBlockingQueue<>();
        private final BlockingQueue<Handover> answered = new LinkedBlockingQueue<>();
        private volatile HandoverAnswer answer = HandoverAnswer.TAKEN;
        private volatile IntConsumer taking = count -> {};
        private volatile @Nullable Refusal refusal;

        @Override
        public @Nullable Refusal refusal() {
            return refusal;
        }

        @Override
        public HandoverAnswer take(Handover handover) {
            taken.add(handover);
            taking.accept(taken.size());
            return answer;
        }

        @Override
        public void answered(Handover handover) {
            answered.add(handover);
        }
    }
}
