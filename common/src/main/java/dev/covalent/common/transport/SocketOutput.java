package dev.covalent.common.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a connection, gathering what is written until it is flushed.
 *
 * <p>On the dialling end it can drop RMI's ping: before RMI uses a connection again it sends the byte 0x52 alone and
 * waits for 0x53, on nearly every call of a caller that is not in a tight loop. A call begins with another byte, so a
 * lone 0x52 flushed right after a read can be nothing else. Other requests that it drops are {@link LocalAnswers}'; RMI
 * flushes at the end of each request and nowhere else.
 *
 * <p>Not thread-safe: one thread writes.
 */
final class SocketOutput extends OutputStream {
    private static final int PING = 0x52;
    private static final byte[] PING_ACKNOWLEDGED = {0x53};
    private static final int FIRST_CAPACITY = 2 * 1024;
    private static final int MAX_CAPACITY = 64 * 1024;

    private final ChannelSocket socket;
    private final SocketInput input;
    private final boolean answersPings;
    private LocalAnswers answers = LocalAnswers.NONE;
    private byte[] gathered = new byte[FIRST_CAPACITY];
    private int size;

    /** Whether the beginning of what will be flushed has left. */
    private boolean begun;

    SocketOutput(ChannelSocket socket, SocketInput input, boolean answersPings) {
        this.socket = socket;
        this.input = input;
        this.answersPings = answersPings;
    }

    /** Sets which requests never leave. */
    void answerLocally(LocalAnswers local) {
        answers = local;
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
            begun = true;
            transfer(source, offset, length);
            return;
        }
        reserve(length);
        System.arraycopy(source, offset, gathered, size, length);
        size += length;
    }

    @Override
    public void flush() throws IOException {
        byte[] answer = begun ? null : localAnswer();
        begun = false;
        if (answer == null) {
            send();
            return;
        }
        size = 0;
        if (socket.isClosed()) {
            throw new SocketException("The connection is closed");
        }
        input.answer(answer);
    }

    private byte @Nullable [] localAnswer() {
        if (answersPings && size == 1 && gathered[0] == PING && input.readLast()) {
            return PING_ACKNOWLEDGED;
        }
        return answers.answer(gathered, size);
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
            begun = true;
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
