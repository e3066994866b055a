package dev.covalent.main.listener;

import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.LoopbackAddress;
import dev.covalent.common.transport.UnixAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A bound server channel. The directory of a socket file decides who may connect, so it is checked.
 *
 * <p>Confined to the thread that accepts, but for {@link #close()}.
 */
final class ListeningSocket implements AutoCloseable {
    /** The longest path that every supported system takes: 104 bytes with the end mark on macOS, 108 on Linux. */
    static final int MAX_PATH_BYTES = 103;

    private static final int BACKLOG = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final ServerSocketChannel channel;
    private final Address address;

    private ListeningSocket(ServerSocketChannel channel, Address address) {
        this.channel = channel;
        this.address = address;
    }

    static ListeningSocket open(Address wanted) throws IOException {
        ListeningSocket socket = wanted instanceof UnixAddress unix ? openFile(unix) : openLoopback(wanted);
        try {
            socket.warmUp();
            return socket;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static ListeningSocket openFile(UnixAddress address) throws IOException {
        Path path = address.path();
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new IOException("The socket's path '" + path + "' has " + length + " bytes, the limit is "
                    + MAX_PATH_BYTES + ": choose a shorter directory, or set covalent.transport=tcp");
        }
        checkDirectory(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address.toSocketAddress(), BACKLOG);
        } catch (IOException failed) {
            channel.close();
            throw new IOException(
                    "Cannot listen at '" + path + "' (" + failed.getMessage()
                            + "): if the file is left over from a process that died, delete it",
                    failed);
        }
        ListeningSocket socket = new ListeningSocket(channel, address);
        try {
            checkOwner(path);
            return socket;
        } catch (IOException notOurs) {
            socket.close();
            throw notOurs;
        }
    }

    private static void checkDirectory(Path path) throws IOException {
        Path directory = path.getParent();
        if (directory == null || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("The socket's directory '" + directory
                    + "' does not exist or is a link: create it with" + " mode 0700, or set covalent.transport=tcp");
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return; // no modes on this platform: the directory's inherited access list decides
        }
        Set<PosixFilePermission> mode = view.readAttributes().permissions();
        if (!mode.equals(OWNER_ONLY)) {
            throw new IOException("The socket's directory '" + directory + "' has mode "
                    + PosixFilePermissions.toString(mode) + ", which does not keep others out: set it to 0700");
        }
    }

    /** Compares the owners of the directory and of the file just made in it, which is us whatever our name is. */
    private static void checkOwner(Path path) throws IOException {
        Path directory = path.getParent();
        if (directory == null
                || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS))) {
            throw new IOException("The socket's directory '" + directory
                    + "' belongs to another user: use one of your own with mode 0700");
        }
    }

    private static ListeningSocket openLoopback(Address wanted) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            channel.bind(wanted.toSocketAddress(), BACKLOG);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            return new ListeningSocket(channel, new LoopbackAddress(port));
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /**
     * Uses one connection in every way before anyone else does. If the first close of a JDK 17 process happened when it
     * has no descriptor left, a class initialiser would fail once and for all, and no socket could be closed any more.
     */
    private void warmUp() throws IOException {
        try (SocketChannel client = SocketChannel.open(address.toSocketAddress());
                SocketChannel server = channel.accept()) {
            client.write(ByteBuffer.wrap(new byte[] {1}));
            server.read(ByteBuffer.allocate(1));
        }
    }

    Address address() {
        return address;
    }

    /** Waits for a peer. */
    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /** Closes one peer that waits; false tells that none does. */
    boolean turnAwayOne() throws IOException {
        channel.configureBlocking(false);
        try {
            SocketChannel peer = channel.accept();
            if (peer != null) {
                peer.close();
            }
            return peer != null;
        } finally {
            channel.configureBlocking(true);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (address instanceof UnixAddress unix) {
            Files.deleteIfExists(unix.path());
        }
    }
}
