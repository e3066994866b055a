package dev.covalent.common.transport;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The secret that the two ends of one session share, with the session's id. Immutable.
 *
 * <p>Its text form never shows the secret.
 */
public final class SessionKey {
    /** Length of a secret, in bytes. */
    public static final int SECRET_BYTES = 32;

    /** The id under which a process presents itself that has no session yet. */
    static final long NO_SESSION = 0;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final long id;
    private final byte[] secret;

    private SessionKey(long id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    /** Makes a key with a new random secret. */
    public static SessionKey random(long id) {
        return new SessionKey(id, randomBytes(SECRET_BYTES));
    }

    /**
     * Makes a key of a known secret.
     *
     * @param secret {@value #SECRET_BYTES} bytes; copied
     */
    public static SessionKey of(long id, byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "The secret of session " + id + " has " + secret.length + " bytes, expected " + SECRET_BYTES);
        }
        return new SessionKey(id, secret.clone());
    }

    static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Returns the session's id. */
    public long id() {
        return id;
    }

    /** Returns a copy of the secret. */
    public byte[] secret() {
        return secret.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionKey that && id == that.id && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id) + 31 * Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "SessionKey[id=" + id + ", secret=redacted]";
    }
}
