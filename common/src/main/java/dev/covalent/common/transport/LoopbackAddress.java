package dev.covalent.common.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/**
 * A TCP port on 127.0.0.1. Immutable.
 *
 * @param port 1 to 65535, or 0 to listen on a port that the system chooses
 */
public record LoopbackAddress(int port) implements Address {
    static final String SCHEME = "tcp:127.0.0.1:";

    /** 127.0.0.1, made of its bytes: no name is ever looked up. */
    static final InetAddress HOST = host();

    /** Checks the port. */
    public LoopbackAddress {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("Port " + port + " is not within 0 to 65535");
        }
    }

    static LoopbackAddress parsePort(String text) {
        String port = text.substring(SCHEME.length());
        try {
            LoopbackAddress address = new LoopbackAddress(Integer.parseInt(port));
            if (address.port() != 0 && address.format().equals(text)) {
                return address;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Not an address: '" + text + "'; '" + port + "' is no port", notANumber);
        }
        throw new IllegalArgumentException(
                "Not an address: '" + text + "'; expected a port from 1 to 65535, without leading zeros");
    }

    @Override
    public String format() {
        return SCHEME + port;
    }

    @Override
    public SocketAddress toSocketAddress() {
        return new InetSocketAddress(HOST, port);
    }

    @Override
    public String toString() {
        return format();
    }

    private static InetAddress host() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException impossible) {
            throw new AssertionError("Four bytes are always an address", impossible);
        }
    }
}
