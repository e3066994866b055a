package dev.covalent.common.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the shape that RMI asks for: a {@link Socket} over a blocking channel, AF_UNIX or TCP.
 *
 * <p>The JDK gives no {@code Socket} for an AF_UNIX channel, and its own sockets bound neither a write nor a whole call.
 * This one keeps, for reads and writes alike, the earliest of the thread's {@link CallDeadline} and, for reads, the
 * socket timeout. A blocked channel can be freed only by closing it, so unlike a plain socket this one is closed when a
 * deadline passes. Interrupting a thread that is in a read or write closes it as well.
 *
 * <p>Closing is thread-safe; otherwise one thread at a time reads or writes, as RMI uses a connection.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the monitor of Socket guards nothing here
public final class ChannelSocket extends Socket {
    /**
     * How far a writer may be ahead of its reader. With the little that the system gives, the two wait for each other in
     * turns, which for a large message costs more than its bytes. TCP finds a size by itself.
     */
    private static final int UNIX_SEND_BUFFER = 512 * 1024;

    private final SocketChannel channel;
    private final Alarm readAlarm = new Alarm(this::close);
    private final Alarm writeAlarm = new Alarm(this::close);
    private final SocketInput input;
    private final SocketOutput output;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable Runnable afterClose;

    @GuardedBy("lock") private boolean closed;

    private volatile int soTimeoutMillis;
    private volatile InetAddress peer = LoopbackAddress.HOST;
    private volatile int localPort = 1;

    private ChannelSocket(SocketChannel channel, boolean answersPings, long requestBudget) {
        this.channel = channel;
        this.input = new SocketInput(this, requestBudget);
        this.output = new SocketOutput(this, input, answersPings);
    }

    /**
     * Makes the dialling end of a connection, not yet connected. It answers RMI's pings itself: the lifeline tells
     * whether the peer lives, and asking again before each call would double the price of the call.
     */
    static ChannelSocket dialling(Address address) throws IOException {
        StandardProtocolFamily family =
                address instanceof UnixAddress ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
        return prepared(SocketChannel.open(family), true, Long.MAX_VALUE);
    }

    /**
     * Makes the accepting end of a connection.
     *
     * @param channel connected, blocking
     * @param requestBudget how many bytes may arrive between two writes; a peer that sends more is cut
     */
    public static ChannelSocket accepted(SocketChannel channel, long requestBudget) throws IOException {
        return prepared(channel, false, requestBudget);
    }

    private static ChannelSocket prepared(SocketChannel channel, boolean answersPings, long requestBudget)
            throws IOException {
        try {
            if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            } else {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, UNIX_SEND_BUFFER); // or what the system allows
            }
            return new ChannelSocket(channel, answersPings, requestBudget);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Connects within the thread's deadline. */
    void connectTo(Address address) throws IOException {
        long deadline = CallDeadline.current();
        begin(writeAlarm, deadline);
        try {
            channel.connect(address.toSocketAddress());
        } catch (ClosedChannelException cut) {
            throw closedDuring(writeAlarm, cut);
        } finally {
            writeAlarm.clear();
        }
        throwIfRung(writeAlarm);
    }

    /** Sets how many bytes may arrive between two writes, from now on; a peer that sends more is cut. */
    public void limitRequests(long bytes) {
        input.limitRequests(bytes);
    }

    /** Sets which requests this end answers itself; before it is used. */
    public void answerLocally(LocalAnswers answers) {
        output.answerLocally(answers);
    }

    /** Sets what {@link #getInetAddress()} and {@link #getLocalPort()} report; RMI decides and reports by them. */
    public void report(InetAddress reportedPeer, int reportedLocalPort) {
        peer = reportedPeer;
        localPort = reportedLocalPort;
    }

    /** Runs {@code action} once when this socket is closed, at once if it is; replaces an action set before. */
    public void afterClose(Runnable action) {
        synchronized (lock) {
            if (!closed) {
                afterClose = action;
                return;
            }
        }
        action.run();
    }

    int read(ByteBuffer target) throws IOException {
        long deadline = CallDeadline.current();
        int limit = soTimeoutMillis;
        if (limit > 0) {
            deadline = Math.min(deadline, AlarmClock.now() + TimeUnit.MILLISECONDS.toNanos(limit));
        }
        begin(readAlarm, deadline);
        int count;
        try {
            count = channel.read(target);
        } catch (ClosedChannelException cut) {
            throw closedDuring(readAlarm, cut);
        } finally {
            readAlarm.clear();
        }
        throwIfRung(readAlarm);
        return count;
    }

    void write(ByteBuffer source) throws IOException {
        begin(writeAlarm, CallDeadline.current());
        try {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (ClosedChannelException cut) {
            throw closedDuring(writeAlarm, cut);
        } finally {
            writeAlarm.clear();
        }
        throwIfRung(writeAlarm);
    }

    private void begin(Alarm alarm, long deadline) throws SocketTimeoutException {
        if (deadline != CallDeadline.NONE && deadline <= AlarmClock.now()) {
            close();
            throw new SocketTimeoutException("The deadline had passed before the connection was used; it is closed");
        }
        CallDeadline.arm(alarm, deadline);
    }

    private static void throwIfRung(Alarm alarm) throws SocketTimeoutException {
        if (alarm.hasRung()) {
            throw new SocketTimeoutException(
                    "The deadline passed while the peer was awaited; the connection is closed");
        }
    }

    private static IOException closedDuring(Alarm alarm, ClosedChannelException cut) {
        String message = "The connection is closed";
        if (alarm.hasRung()) {
            message = "The deadline passed while the peer was awaited; the connection is closed";
        } else if (cut instanceof ClosedByInterruptException) {
            message = "The thread was interrupted while it used the connection, which closes it";
        } else if (cut instanceof AsynchronousCloseException) {
            message = "The connection was closed while it was in use";
        }
        IOException told = alarm.hasRung() ? new SocketTimeoutException(message) : new SocketException(message);
        told.initCause(cut);
        return told;
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void close() {
        Runnable last;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            last = afterClose;
        }
        readAlarm.discard();
        writeAlarm.discard();
        try {
            channel.close();
        } catch (IOException expected) {
            // The descriptor is gone either way, and nobody could do more about it.
        }
        if (last != null) {
            last.run();
        }
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public void setSoTimeout(int millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("Timeout " + millis + " ms is negative");
        }
        soTimeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return soTimeoutMillis;
    }

    @Override
    public InetAddress getInetAddress() {
        return peer;
    }

    @Override
    public InetAddress getLocalAddress() {
        return LoopbackAddress.HOST;
    }

    @Override
    public int getPort() {
        return localPort;
    }

    @Override
    public int getLocalPort() {
        return localPort;
    }

    /** Has no effect: the option is always on where the channel has it. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    /** Has no effect: both ends are on one machine. */
    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress(peer, localPort);
    }

    @Override
    public String toString() {
        return "ChannelSocket[peer=" + peer.getHostAddress() + (isClosed() ? ", closed]" : "]");
    }
}
