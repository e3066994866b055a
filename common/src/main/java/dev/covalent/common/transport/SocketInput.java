package dev.covalent.common.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Reads from a connection, and keeps the count of what one request may bring.
 *
 * <p>RMI buffers by itself, a few kilobytes at a time; only when such a read has found as much as it asked for does this
 * read ahead, because more is likely to be there and every read costs. The budget exists because a string passes every
 * serial filter whatever its length: RMI's protocol is strictly request and response, so the bytes read since the last
 * write are those of one request.
 *
 * <p>Not thread-safe: one thread reads, and nobody writes while it does.
 */
final class SocketInput extends InputStream {
    /** Reads are cut to this size, because the channel copies each through native memory of its size. */
    static final int MAX_CHUNK = 64 * 1024;

    /** Who asks for less than that does not read a stream of bytes. */
    private static final int MIN_READ_AHEAD = 4 * 1024;

    private static final byte[] NOTHING = {};

    private final ChannelSocket socket;
    private long requestBudget;
    private long requestBytes;
    private boolean readLast;
    private byte[] answer = NOTHING;
    private int answered;
    private boolean readsAhead;
    private byte[] ahead = NOTHING;
    private int position;
    private int limit;

    SocketInput(ChannelSocket socket, long requestBudget) {
        this.socket = socket;
        this.requestBudget = requestBudget;
    }

    /**
     * Is told that something was written: what is read next is another request, what was read ahead included. A
     * connection that idles keeps no room for reading ahead.
     */
    void wrote() {
        int unread = limit - position;
        requestBytes = unread;
        if (unread == 0) {
            ahead = NOTHING;
        }
        readLast = false;
    }

    /** Sets the budget of a request anew; by the thread that reads. */
    void limitRequests(long budget) {
        requestBudget = budget;
    }

    /** Tells whether nothing has been written since the last read. */
    boolean readLast() {
        return readLast;
    }

    /** Hands back the answer to a request that was not sent, before anything else. */
    void answer(byte[] toRequest) {
        answer = toRequest;
        answered = 0;
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
        if (answered < answer.length) {
            int count = Math.min(length, answer.length - answered);
            System.arraycopy(answer, answered, target, offset, count);
            answered += count;
            return count;
        }
        readLast = true;
        if (position == limit && readsAhead && length < MAX_CHUNK) {
            readAhead(length);
        }
        if (position == limit) {
            int count = fetch(target, offset, Math.min(length, MAX_CHUNK));
            readsAhead = count == length && count >= MIN_READ_AHEAD;
            return count;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(ahead, position, target, offset, count);
        position += count;
        return count;
    }

    private void readAhead(int wanted) throws IOException {
        if (ahead.length == 0) {
            ahead = new byte[MAX_CHUNK];
        }
        position = 0;
        limit = 0;
        limit = Math.max(0, fetch(ahead, 0, ahead.length));
        readsAhead = limit > wanted;
    }

    private int fetch(byte[] target, int offset, int length) throws IOException {
        int count = socket.read(ByteBuffer.wrap(target, offset, length));
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
        return answer.length - answered + limit - position;
    }

    @Override
    public void close() {
        socket.close();
    }
}
