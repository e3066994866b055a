package dev.covalent.common.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/** The two kinds of connection, for tests that hold on both. */
enum Transport {
    UNIX {
        @Override
        Bound bind(Path directory) throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            UnixAddress address = new UnixAddress(directory.resolve("s"));
            channel.bind(address.toSocketAddress());
            return new Bound(channel, address);
        }
    },
    TCP {
        @Override
        Bound bind(Path directory) throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new LoopbackAddress(0).toSocketAddress());
            return new Bound(channel, new LoopbackAddress(((InetSocketAddress) channel.getLocalAddress()).getPort()));
        }
    };

    abstract Bound bind(Path directory) throws IOException;

    /** A channel that listens. */
    record Bound(ServerSocketChannel channel, Address address) implements AutoCloseable {
        /** Accepts one connection. */
        ChannelSocket accept(long requestBudget) throws IOException {
            return ChannelSocket.accepted(channel.accept(), requestBudget);
        }

        ChannelSocket accept() throws IOException {
            return accept(Long.MAX_VALUE);
        }

        /** Connects, without a handshake. */
        ChannelSocket connect() throws IOException {
            ChannelSocket socket = ChannelSocket.dialling(address);
            socket.connectTo(address);
            return socket;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
