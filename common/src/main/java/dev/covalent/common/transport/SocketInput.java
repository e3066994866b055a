package dev.covalent.common.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Reads from a connection, and keeps the count of what one request may bring.
 *
 * <p>It does not buffer: RMI buffers by itself, and the handshake before it must not read ahead. The budget exists
 * because a string passes every serial filter whatever its length: RMI's protocol is strictly request and response, so
 * the bytes read since the last write are those of one request.
 *
 * <p>Not thread-safe: one thread reads.
 */
final class SocketInput extends InputStream {
    /** Reads are cut to this size, because the channel copies each through native memory of its size. */
    static final int MAX_CHUNK = 64 * 1024;

    private static final int PING_ACKNOWLEDGED = 0x53;

    private final ChannelSocket socket;
    private final long requestBudget;
    private long requestBytes;
    private boolean readLast;
    private boolean pingDue;

    SocketInput(ChannelSocket socket, long requestBudget) {
        this.socket = socket;
        this.requestBudget = requestBudget;
    }

    /** Is told that something was written: what is read next is another request. */
    void wrote() {
        requestBytes = 0;
        readLast = false;
    }

    /** Tells whether nothing has been written since the last read. */
    boolean readLast() {
        return readLast;
    }

    /** Hands back the answer to a ping that was not sent. */
    void answerPing() {
        pingDue = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (pingDue) {
            pingDue = false;
            target[offset] = PING_ACKNOWLEDGED;
            return 1;
        }
        int count = socket.read(ByteBuffer.wrap(target, offset, Math.min(length, MAX_CHUNK)));
        readLast = true;
        if (count > 0) {
            requestBytes += count;
            checkBudget();
        }
        return count;
    }

    private void checkBudget() throws IOException {
        if (requestBytes > requestBudget) {
            socket.close();
            throw new IOException("The peer sent more than " + requestBudget
                    + " bytes in one request; the connection is closed. Send less at a time");
        }
    }

    @Override
    public int available() {
        return pingDue ? 1 : 0;
    }

    @Override
    public void close() {
        socket.close();
    }
}
