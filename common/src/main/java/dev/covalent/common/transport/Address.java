package dev.covalent.common.transport;

import java.net.SocketAddress;
import java.nio.file.Path;

/**
 * Where a main process listens. Immutable.
 *
 * <p>Both kinds stay on this machine. The text form is what an endpoint's descriptor holds.
 */
public sealed interface Address permits UnixAddress, LoopbackAddress {

    /** Returns the text form: {@code unix:/run/user/1000/notes/main.sock} or {@code tcp:127.0.0.1:4711}. */
    String format();

    /** Returns the address as the sockets of the JDK take it. */
    SocketAddress toSocketAddress();

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if {@code text} is neither form, or names a relative path or a bad port
     */
    static Address parse(String text) {
        if (text.startsWith(UnixAddress.SCHEME)) {
            return new UnixAddress(Path.of(text.substring(UnixAddress.SCHEME.length())));
        }
        if (text.startsWith(LoopbackAddress.SCHEME)) {
            return LoopbackAddress.parsePort(text);
        }
        throw new IllegalArgumentException("Not an address: '" + text + "'; expected " + UnixAddress.SCHEME
                + "/absolute/path or " + LoopbackAddress.SCHEME + "port");
    }
}
