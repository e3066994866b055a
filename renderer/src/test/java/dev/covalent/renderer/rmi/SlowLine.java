package dev.covalent.renderer.rmi;

import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.LoopbackAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Connections to an address whose answers come late, as on a busy machine. */
final class SlowLine implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Address beyond;
    private final Duration delay;
    private final ServerSocketChannel door;
    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    SlowLine(Address beyond, Duration delay) throws IOException {
        this.beyond = beyond;
        this.delay = delay;
        door = ServerSocketChannel.open().bind(new LoopbackAddress(0).toSocketAddress());
        Future<Void> unused = pumps.submit(this::accept);
    }

    Address address() throws IOException {
        return new LoopbackAddress(((InetSocketAddress) door.getLocalAddress()).getPort());
    }

    private Void accept() throws IOException {
        while (true) {
            SocketChannel near = door.accept();
            open.add(near);
            SocketChannel far = SocketChannel.open(beyond.toSocketAddress());
            open.add(far);
            Future<Void> unusedTo = pumps.submit(() -> pump(near, far, Duration.ZERO));
            Future<Void> unusedFrom = pumps.submit(() -> pump(far, near, delay));
        }
    }

    /** Whichever end is closed first closes both. */
    private Void pump(SocketChannel from, SocketChannel to, Duration held) throws IOException, InterruptedException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (from;
                to) {
            while (from.read(chunk.clear()) >= 0 && !closed.await(held.toNanos(), TimeUnit.NANOSECONDS)) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    to.write(chunk);
                }
            }
        }
        return null;
    }

    /** Closes its connections, with which its threads end. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        pumps.shutdown();
        door.close();
        for (SocketChannel left : open) {
            left.close();
        }
    }
}
