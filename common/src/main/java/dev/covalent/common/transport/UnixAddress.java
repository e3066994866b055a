package dev.covalent.common.transport;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * A socket in the file system. Immutable.
 *
 * @param path absolute
 */
public record UnixAddress(Path path) implements Address {
    static final String SCHEME = "unix:";

    /** Checks the path. */
    public UnixAddress {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("The socket's path '" + path + "' is not absolute");
        }
    }

    @Override
    public String format() {
        return SCHEME + path;
    }

    @Override
    public SocketAddress toSocketAddress() {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public String toString() {
        return format();
    }
}
