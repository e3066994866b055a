package dev.covalent.common.endpoint;

import dev.covalent.common.process.ProcessIdentity;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a separately launched renderer how to reach a main process and how to prove that it may.
 *
 * <p>Immutable: the secret is copied on the way in and out. It is never part of {@link #toString}.
 *
 * @param version of the form and the protocol, {@value #VERSION}
 * @param name an {@link ApplicationName}
 * @param address where to connect to, {@code unix:/path} or {@code tcp:127.0.0.1:1234}; at most {@value #MAX_ADDRESS}
 *     characters, no control characters
 * @param secret {@value #SECRET_BYTES} bytes
 * @param pid of the main process
 * @param startInstant of the main process; null where the system does not tell
 */
@SuppressWarnings("ArrayRecordComponent") // copied both ways, and equality is by content
public record EndpointDescriptor(
        int version,
        String name,
        String address,
        byte[] secret,
        long pid,
        @Nullable Instant startInstant) {
    /** The version of the descriptors that this code writes and reads. */
    public static final int VERSION = 1;

    /** Length of a secret. */
    public static final int SECRET_BYTES = 32;

    /** Longest address. */
    public static final int MAX_ADDRESS = 512;

    /** Checks and copies the components. */
    public EndpointDescriptor {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "version " + version + " is not " + VERSION + ". Use the same release of Covalent on both sides.");
        }
        name = new ApplicationName(name).value();
        if (address.isEmpty()
                || address.length() > MAX_ADDRESS
                || address.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "address must have 1 to " + MAX_ADDRESS + " characters and no control character");
        }
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("secret must have " + SECRET_BYTES + " bytes, not " + secret.length);
        }
        secret = secret.clone();
        if (pid <= 0) {
            throw new IllegalArgumentException("pid must be greater than 0, not " + pid);
        }
    }

    /** Describes an endpoint of this process. */
    public static EndpointDescriptor ofThisProcess(String name, String address, byte[] secret) {
        ProcessIdentity self = ProcessIdentity.current();
        return new EndpointDescriptor(VERSION, name, address, secret, self.pid(), self.startInstant());
    }

    /** Returns a copy of the secret. */
    @Override
    public byte[] secret() {
        return secret.clone();
    }

    /** Returns which process wrote it. */
    public ProcessIdentity process() {
        return new ProcessIdentity(pid, startInstant);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EndpointDescriptor that
                && version == that.version
                && name.equals(that.name)
                && address.equals(that.address)
                && MessageDigest.isEqual(secret, that.secret)
                && process().equals(that.process());
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, name, address, pid, startInstant);
    }

    @Override
    public String toString() {
        return "EndpointDescriptor[version=" + version + ", name=" + name + ", address=" + address
                + ", secret=(redacted), pid=" + pid + ", startInstant=" + startInstant + "]";
    }
}
