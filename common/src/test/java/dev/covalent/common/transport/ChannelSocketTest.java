package dev.covalent.common.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.covalent.common.concurrent.Threads;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
@SuppressWarnings("try") // closing early is what some of these are about
final class ChannelSocketTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void transfer_anySize_arrivesUnchanged(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            for (int size : new int[] {1, 2, 2048, 2049, 65_535, 65_536, 65_537, 3_000_001}) {
                byte[] sent = new byte[size];
                new Random(size).nextBytes(sent);
                CompletableFuture<byte[]> received =
                        inBackground(() -> server.getInputStream().readNBytes(size));

                client.getOutputStream().write(sent, 0, size / 2);
                client.getOutputStream().write(sent, size / 2, size - size / 2);
                client.getOutputStream().flush();

                assertThat(received.get(10, TimeUnit.SECONDS))
                        .as("%d bytes", size)
                        .isEqualTo(sent);
            }
        }
    }

    @Test
    void write_notFlushed_isNotSent() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            server.setSoTimeout(50);
            client.getOutputStream().write(new byte[1000]);

            assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void read_bySmallPieces_ofMuch_isWhatWasWritten_andNothingOfTheNextRequestIsLost(Transport transport)
            throws Exception {
        byte[] much = new byte[300_000];
        new Random(1).nextBytes(much);
        try (Transport.Bound bound = transport.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            CompletableFuture<Boolean> written = inBackground(() -> {
                client.getOutputStream().write(much);
                client.getOutputStream().flush();
                return true;
            });
            BufferedInputStream pieces = new BufferedInputStream(server.getInputStream(), 8 * 1024); // as RMI reads

            assertThat(pieces.readNBytes(much.length)).isEqualTo(much);
            assertThat(written.get(10, TimeUnit.SECONDS)).isTrue();

            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.getOutputStream().flush();
            assertThat(pieces.readNBytes(3)).containsExactly(1, 2, 3);
            client.close();
            assertThat(pieces.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void ping_afterARead_isAnsweredWithoutThePeer(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            exchange(server, client, 1);

            exchange(client, client, 0x52, 0x53);
            exchange(client, client, 0x52, 0x53);
            exchange(client, server, 0x50);
        }
    }

    @Test
    void ping_byteOfALargerMessage_isSent() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            exchange(server, client, 1);

            client.getOutputStream().write(new byte[] {0x50, 0x52});
            client.getOutputStream().flush();
            exchange(client, server, 0x52, 0x50);

            assertThat(server.getInputStream().readNBytes(2)).containsExactly(0x52, 0x52);
        }
    }

    @Test
    void ping_closedConnection_fails() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            exchange(server, client, 1);
            client.getOutputStream().write(0x52);

            client.close();

            assertThatThrownBy(() -> client.getOutputStream().flush()).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void read_deadlinePasses_failsAndCloses(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            CallDeadline deadline = CallDeadline.start(Duration.ofMillis(50));
            try (deadline) {
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            }

            assertThat(client.isClosed()).isTrue();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void write_peerDoesNotRead_failsAtTheDeadline(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            CallDeadline deadline = CallDeadline.start(Duration.ofMillis(200));
            try (deadline) {
                assertThatThrownBy(() -> client.getOutputStream().write(new byte[50_000_000]))
                        .isInstanceOf(SocketTimeoutException.class);
            }

            assertThat(client.isClosed()).isTrue();
            assertThat(server.isClosed()).isFalse();
        }
    }

    @Test
    void read_withinManyDeadlines_keepsTheConnection() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            for (int round = 0; round < 1000; round++) {
                CallDeadline deadline = CallDeadline.start(Duration.ofSeconds(5 - round % 4));
                try (deadline) {
                    exchange(client, server, round % 7 + 1);
                    exchange(server, client, round % 5 + 1);
                }
            }

            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void cut_whileTheConnectionIsUsed_failsAndCloses() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            CallDeadline deadline = CallDeadline.start(Duration.ofMinutes(5));
            try (deadline) {
                Thread cutter = Threads.daemon("socket-test-cutter", () -> {
                    awaitByte(server);
                    deadline.cut();
                });
                cutter.start();

                assertThatThrownBy(() -> {
                            client.getOutputStream().write(1);
                            client.getOutputStream().flush();
                            client.getInputStream().read();
                        })
                        .isInstanceOf(SocketTimeoutException.class);
                cutter.join(10_000);
            }

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void cut_beforeReading_failsAtOnce() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect()) {
            CallDeadline deadline = CallDeadline.start(Duration.ofMinutes(5));
            try (deadline) {
                deadline.cut();

                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void cut_whenTheCallIsOver_leavesTheConnectionToOthers() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            CallDeadline over = CallDeadline.start(Duration.ofMinutes(5));
            try (over) {
                exchange(client, server, 3);
            }
            over.cut();
            over.cut();

            exchange(server, client, 2);

            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void soTimeout_passes_closesTheConnection() throws Exception {
        try (Transport.Bound bound = Transport.TCP.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            client.setSoTimeout(50);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void close_whileReading_freesTheReader(Transport transport) throws Exception {
        try (Transport.Bound bound = transport.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Integer> reading = inBackground(() -> {
                started.countDown();
                return client.getInputStream().read();
            });
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

            client.close();

            assertThatThrownBy(() -> reading.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SocketException.class);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void requestBudget_exceeded_cutsThePeer() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept(100)) {
            client.getOutputStream().write(new byte[101]);
            client.getOutputStream().flush();

            assertThatThrownBy(() -> server.getInputStream().readNBytes(101))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The peer sent more than 100 bytes in one request; the connection is closed. "
                            + "Send less at a time");
            assertThat(server.isClosed()).isTrue();
        }
    }

    @Test
    void requestBudget_answeredInBetween_startsAnew() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept(100)) {
            for (int request = 0; request < 3; request++) {
                client.getOutputStream().write(new byte[100]);
                client.getOutputStream().flush();
                assertThat(server.getInputStream().readNBytes(100)).hasSize(100);
                exchange(server, client, 1);
            }
        }
    }

    @Test
    void requestBudget_readAheadBeforeTheAnswer_countsForTheNextRequest() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept(10_000)) {
            send(client, 10_000);
            assertThat(server.getInputStream().readNBytes(new byte[4096], 0, 4096))
                    .isEqualTo(4096);
            assertThat(server.getInputStream().read()).isZero();
            assertThat(server.getInputStream().available()).isEqualTo(5903);

            exchange(server, client, 1);
            send(client, 5000);

            assertThatThrownBy(() -> server.getInputStream().readNBytes(10_903))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The peer sent more than 10000 bytes in one request");
        }
    }

    @Test
    void write_everythingReadThatWasReadAhead_givesUpTheRoomForIt() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            long first = allocatedByReading(client, server);
            long second = allocatedByReading(client, server);
            exchange(server, client, 1);
            long afterAnswer = allocatedByReading(client, server);

            assertThat(first).isGreaterThan(SocketInput.MAX_CHUNK);
            assertThat(second).isLessThan(SocketInput.MAX_CHUNK);
            assertThat(afterAnswer).as("room made anew").isGreaterThan(SocketInput.MAX_CHUNK);
        }
    }

    @Test
    void afterClose_closedTwice_runsOnce() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect()) {
            AtomicInteger runs = new AtomicInteger();
            client.afterClose(runs::incrementAndGet);

            client.close();
            client.close();

            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void afterClose_closedBefore_runsAtOnce() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory)) {
            ChannelSocket client = bound.connect();
            client.close();
            AtomicInteger runs = new AtomicInteger();

            client.afterClose(runs::incrementAndGet);

            assertThat(runs).hasValue(1);
        }
    }

    private static void send(ChannelSocket socket, int count) throws IOException {
        socket.getOutputStream().write(new byte[count]);
        socket.getOutputStream().flush();
    }

    /** Sends so much that it is read ahead, and tells what reading it made. */
    private static long allocatedByReading(ChannelSocket from, ChannelSocket to) throws IOException {
        send(from, 12 * 1024);
        byte[] piece = new byte[4096];
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 3; i++) {
            to.getInputStream().readNBytes(piece, 0, piece.length);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void awaitByte(ChannelSocket socket) {
        try {
            assertThat(socket.getInputStream().read()).isPositive();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void localAnswer_isReadInItsPlace_andThePeerSeesNothing() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            client.answerLocally((request, length) -> length == 2 && request[0] == 7 ? new byte[] {8, 9, 10} : null);

            client.getOutputStream().write(new byte[] {7, 1});
            client.getOutputStream().flush();
            assertThat(client.getInputStream().available()).isEqualTo(3);
            assertThat(client.getInputStream().read()).isEqualTo(8);
            assertThat(client.getInputStream().readNBytes(2)).containsExactly(9, 10);
            exchange(client, server, 7);
            exchange(server, client, 11);
        }
    }

    @Test
    void localAnswer_isNotAskedForWhatHasLeftInPart() throws Exception {
        byte[] large = new byte[200_000];
        Arrays.fill(large, (byte) 7);
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect();
                ChannelSocket server = bound.accept()) {
            client.answerLocally((request, length) -> request[0] == 7 ? new byte[] {8} : null);

            CompletableFuture<byte[]> arrived =
                    inBackground(() -> server.getInputStream().readNBytes(large.length + 70_000 + 1));
            client.getOutputStream().write(large); // at once
            client.getOutputStream().write(large, 0, 40_000); // gathered, until there is no more room
            client.getOutputStream().write(large, 0, 30_000);
            client.getOutputStream().write(7);
            client.getOutputStream().flush();

            assertThat(arrived.get(10, TimeUnit.SECONDS)).hasSize(large.length + 70_000 + 1);
            client.getOutputStream().write(7);
            client.getOutputStream().flush();
            assertThat(client.getInputStream().read()).as("to the next request").isEqualTo(8);
        }
    }

    @Test
    void localAnswer_closedConnection_fails() throws Exception {
        try (Transport.Bound bound = Transport.UNIX.bind(directory);
                ChannelSocket client = bound.connect()) {
            client.answerLocally((request, length) -> new byte[] {8});
            client.getOutputStream().write(7);

            client.close();

            assertThatThrownBy(() -> client.getOutputStream().flush()).isInstanceOf(SocketException.class);
        }
    }

    private static void exchange(ChannelSocket from, ChannelSocket to, int value) throws IOException {
        exchange(from, to, value, value);
    }

    private static void exchange(ChannelSocket from, ChannelSocket to, int sent, int expected) throws IOException {
        OutputStream output = from.getOutputStream();
        InputStream input = to.getInputStream();
        output.write(sent);
        output.flush();
        assertThat(input.read()).isEqualTo(expected);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> CompletableFuture<T> inBackground(Reading<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(reading.read());
            } catch (IOException failed) {
                result.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
