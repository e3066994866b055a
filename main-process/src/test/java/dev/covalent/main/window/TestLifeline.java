package dev.covalent.main.window;

import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.Lifeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A lifeline and its other end, which a renderer would hold. */
public record TestLifeline(Lifeline lifeline, SocketChannel renderer) implements AutoCloseable {

    /** Opens one over a socket. */
    public static TestLifeline open(long sessionId) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel renderer = SocketChannel.open(server.getLocalAddress());
            ChannelSocket accepted = ChannelSocket.accepted(server.accept(), Long.MAX_VALUE);
            return new TestLifeline(new Lifeline(accepted, sessionId), renderer);
        }
    }

    @Override
    public void close() throws IOException {
        renderer.close();
        lifeline.close();
    }
}
