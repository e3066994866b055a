package dev.covalent.launcher.e2e;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.FrameBatch;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.rmi.WireForm;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.UnixAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** What a stranger to the protocol does. */
final class Strangers {

    private Strangers() {}

    static SocketChannel connect(Address address) throws IOException {
        String text = address.format();
        String place = text.substring(text.indexOf(':') + 1);
        if (address instanceof UnixAddress) {
            return SocketChannel.open(UnixDomainSocketAddress.of(place));
        }
        int port = Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Reads until the other end closes the connection; the test's timeout bounds the wait. */
    static int awaitCut(SocketChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocate(256);
        try {
            int read = channel.read(buffer.clear());
            while (read > 0) {
                read = channel.read(buffer.clear());
            }
            return read;
        } catch (IOException reset) {
            return -1;
        }
    }

    /** Makes a batch of one message on channel {@code x}, with these bytes as its arguments if there are any. */
    static Object message(long number, byte[] arguments) {
        Payload payload = arguments.length == 0 ? StructuredClone.encodeArguments("fine") : Payload.of(arguments);
        Upstream message = new Upstream.Message("x", payload, List.of());
        return WireForm.of(new FrameBatch(number, List.of(message.encode())).encode());
    }
}
