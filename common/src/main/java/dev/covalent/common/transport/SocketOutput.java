package dev.covalent.common.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes to a connection, gathering what is written until it is flushed.
 *
 * <p>On the dialling end it can drop RMI's ping: before RMI uses a connection again it sends the byte 0x52 alone and
 * waits for 0x53, on nearly every call of a caller that is not in a tight loop. A call begins with another byte, so a
 * lone 0x52 flushed right after a read can be nothing else.
 *
 * <p>Not thread-safe: one thread writes.
 */
final class SocketOutput extends OutputStream {
    private static final int PING = 0x52;
    private static final int FIRST_CAPACITY = 2 * 1024;
    private static final int MAX_CAPACITY = 64 * 1024;

    private final ChannelSocket socket;
    private final SocketInput input;
    private final boolean answersPings;
    private byte[] gathered = new byte[FIRST_CAPACITY];
    private int size;

    SocketOutput(ChannelSocket socket, SocketInput input, boolean answersPings) {
        this.socket = socket;
        this.input = input;
        this.answersPings = answersPings;
    }

    @Override
    public void write(int value) throws IOException {
        reserve(1);
        gathered[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        if (length >= MAX_CAPACITY) {
            send();
            transfer(source, offset, length);
            return;
        }
        reserve(length);
        System.arraycopy(source, offset, gathered, size, length);
        size += length;
    }

    @Override
    public void flush() throws IOException {
        if (answersPings && size == 1 && gathered[0] == PING && input.readLast()) {
            size = 0;
            if (socket.isClosed()) {
                throw new SocketException("The connection is closed");
            }
            input.answerPing();
            return;
        }
        send();
    }

    @Override
    public void close() throws IOException {
        try {
            send();
        } finally {
            socket.close();
        }
    }

    /** Makes room for {@code length} bytes, fewer than fit in all. */
    private void reserve(int length) throws IOException {
        if (size + length > MAX_CAPACITY) {
            send();
        }
        if (size + length > gathered.length) {
            int wanted = Math.max(size + length, 4 * gathered.length);
            gathered = Arrays.copyOf(gathered, Math.min(wanted, MAX_CAPACITY));
        }
    }

    private void send() throws IOException {
        if (size > 0) {
            int length = size;
            size = 0;
            transfer(gathered, 0, length);
        }
    }

    private void transfer(byte[] source, int offset, int length) throws IOException {
        input.wrote();
        int end = offset + length;
        for (int from = offset; from < end; from += MAX_CAPACITY) {
            socket.write(ByteBuffer.wrap(source, from, Math.min(MAX_CAPACITY, end - from)));
        }
    }
}
