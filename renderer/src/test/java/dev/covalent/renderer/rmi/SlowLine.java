package dev.covalent.renderer.rmi;

import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.LoopbackAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Connections to an address that take what comes back at their own pace, as on a machine that is busy. */
final class SlowLine implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Address beyond;
    private final Duration delay;
    private final ServerSocketChannel door;
    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    SlowLine(Address beyond, Duration delay) throws IOException {
        this.beyond = beyond;
        this.delay = delay;
        door = ServerSocketChannel.open().bind(new LoopbackAddress(0).toSocketAddress());
        pumps.execute(this::accept);
    }

    Address address() throws IOException {
        return new LoopbackAddress(((InetSocketAddress) door.getLocalAddress()).getPort());
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel near = door.accept();
                SocketChannel far = beyond.toSocketAddress() instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open();
                far.connect(beyond.toSocketAddress());
                pumps.execute(() -> pump(near, far, Duration.ZERO));
                pumps.execute(() -> pump(far, near, delay));
            }
        } catch (IOException over) {
            closed.countDown();
        }
    }

    private void pump(SocketChannel from, SocketChannel to, Duration held) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (from;
                to) {
            while (from.read(chunk.clear()) >= 0 && !closed.await(held.toNanos(), TimeUnit.NANOSECONDS)) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    to.write(chunk);
                }
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt(); // it has nothing left to do
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its threads end with their connections, which whoever dialled closes. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        door.close();
        pumps.shutdownNow();
    }
}
