package dev.covalent.common.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) over the JDK's SHA-256. The JDK's own {@code Mac} looks at all providers and reads its policy files
 * before it computes anything, which took a renderer a tenth of the time in which it starts.
 *
 * <p>Not thread-safe; computes once.
 */
final class HmacSha256 {
    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;

    /**
     * Starts.
     *
     * @param key of any length
     */
    HmacSha256(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? sha256().digest(key) : key, BLOCK_BYTES);
        inner = padded(block, INNER);
        outer = padded(block, OUTER);
        Arrays.fill(block, (byte) 0);
    }

    HmacSha256 update(byte... bytes) {
        inner.update(bytes);
        return this;
    }

    /** Returns the code, 32 bytes. */
    byte[] code() {
        return outer.digest(inner.digest());
    }

    private static MessageDigest padded(byte[] block, byte pad) {
        MessageDigest digest = sha256();
        for (byte each : block) {
            digest.update((byte) (each ^ pad));
        }
        return digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
