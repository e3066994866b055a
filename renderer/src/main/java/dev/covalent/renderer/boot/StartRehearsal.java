package dev.covalent.renderer.boot;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.renderer.host.PageHosts;
import dev.covalent.renderer.link.MainStubs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts a renderer without a main process, from where it has been welcomed to where its page has loaded, so that the
 * classes and lambdas of all that are loaded and linked once. Nobody else is connected.
 */
final class StartRehearsal {
    private static final long SESSION = 1;
    private static final long QUEUE_BOUND = 1 << 20;
    private static final long HIGH_WATER_MARK = QUEUE_BOUND / 4;

    private StartRehearsal() {}

    /** Starts one and ends it. */
    static void run(String page, Duration limit)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            try (SocketChannel near = SocketChannel.open(door.getLocalAddress());
                    SocketChannel far = door.accept()) {
                if (!near.getLocalAddress().equals(far.getRemoteAddress())) {
                    throw new IOException("Somebody else has come");
                }
                start(page, new Lifeline(ChannelSocket.accepted(near, Long.MAX_VALUE), SESSION), limit);
            }
        }
    }

    private static void start(String page, Lifeline lifeline, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        SilentMain main = new SilentMain(limit);
        SessionKey key = SessionKey.random(SESSION);
        Welcome welcome = new Welcome("", 1, 1, "", limit.toMillis(), QUEUE_BOUND, HIGH_WATER_MARK);
        ConnectedRenderer renderer = ConnectedRenderer.welcomed(
                new Dialer(Address.parse("unix:/nobody-is-here"), () -> key),
                lifeline,
                PageHosts.start(PageHosts.USUAL, true, WindowSetup.sized(1, 1, false), "rehearsal"),
                main,
                Patience.OF_GUEST,
                welcome,
                List.of());
        try {
            renderer.start(new PageFactory(page)).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            renderer.close();
            main.end();
        }
    }

    /** A main process that takes everything and says nothing. */
    private static final class SilentMain implements MainStubs {
        private final Duration limit;
        private final CountDownLatch over = new CountDownLatch(1);

        SilentMain(Duration limit) {
            this.limit = limit;
        }

        void end() {
            over.countDown();
        }

        @Override
        public Payload deliver(FrameBatch batch) {
            return FrameBatch.EMPTY.encode();
        }

        @Override
        public Payload deliver(FrameBatch batch, Supplier<String> what, Duration within, Consumer<Runnable> cutter) {
            return FrameBatch.EMPTY.encode();
        }

        @Override
        public Payload request(long sequence, Request request, Duration within, Consumer<Runnable> cutter) {
            throw new PeerGoneException("There is no main process");
        }

        @Override
        public void cancel(FrameBatch cancels) {
            // Nothing was asked.
        }

        @Override
        public void abandon(long sequence) {
            // Nothing was asked.
        }

        @Override
        public Payload receive(long acknowledgedUpTo) {
            try {
                if (!over.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new PeerGoneException("The rehearsal took too long");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new PeerGoneException("The rehearsal is over");
        }
    }
}
