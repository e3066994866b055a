package dev.covalent.main.rmi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The address that an accepted connection reports: {@code ff1e::} with the session id in its last 64 bits.
 *
 * <p>RMI asks each connection for its peer's address and uses it twice. It tells it to remote methods as the client's host,
 * which is how they learn whose call they serve. And its registry lets only callers with an address of this machine bind,
 * rebind and unbind, that is one a server socket can be bound to: the kernel binds no stream socket to a multicast address
 * under any setting, so the registry is read-only for every client.
 *
 * <p>Stateless.
 */
final class CallerAddress {
    private static final short MULTICAST = (short) 0xff1e;
    private static final String PREFIX = "ff1e:0:0:0:";
    private static final int GROUPS = 4;

    private CallerAddress() {}

    static InetAddress of(long sessionId) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putShort(MULTICAST)
                .putShort((short) 0)
                .putInt(0)
                .putLong(sessionId)
                .array();
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("Sixteen bytes are always an address", impossible);
        }
    }

    /** Reads the session id back from the text that RMI makes of the address. */
    static long sessionId(String clientHost) {
        if (!clientHost.startsWith(PREFIX)) {
            throw new IllegalStateException(
                    "The call came from '" + clientHost + "', which is no session's connection");
        }
        long id = 0;
        int start = PREFIX.length();
        for (int group = 0; group < GROUPS; group++) {
            int colon = clientHost.indexOf(':', start);
            int end = colon < 0 ? clientHost.length() : colon;
            id = id << 16 | Integer.parseInt(clientHost, start, end, 16);
            start = end + 1;
        }
        return id;
    }
}
