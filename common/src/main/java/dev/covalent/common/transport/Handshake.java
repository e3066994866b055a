package dev.covalent.common.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The messages of the handshake and the proofs in them.
 *
 * <pre>
 * client → PREAMBLE(8) role(1) sessionId(8) clientNonce(32)                = hello
 * server → PREAMBLE(8) serverNonce(32) HMAC(key, 'S' ‖ hello ‖ serverNonce)
 * client → HMAC(key, 'C' ‖ hello ‖ serverNonce)
 * server → answer(1)                                                      RMI, LIFELINE and SECOND_INSTANCE
 *          answer(1) newId(8) HMAC(key, 'A' ‖ hello ‖ serverNonce ‖ newId)  ATTACH
 * </pre>
 *
 * <p>The preamble is seven bytes of name and one of version. The server proves itself first, so a client tells nothing to
 * an impostor; an unknown session gets the same answers under a random key, so nobody learns which sessions exist. The
 * key of an attached session is derived on both sides, {@code HMAC(attachKey, 'K' ‖ hello ‖ serverNonce ‖ newId)}: no secret
 * ever crosses. The whole of it has one absolute deadline on either side.
 *
 * <p>Stateless.
 */
final class Handshake {
    /** How long either side waits for the whole of it. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    static final byte VERSION = 1;
    static final int PREAMBLE_BYTES = 8;
    static final int NONCE_BYTES = 32;
    static final int PROOF_BYTES = 32;
    static final int HELLO_BYTES = PREAMBLE_BYTES + 1 + Long.BYTES + NONCE_BYTES;

    static final byte ACCEPTED = 1;

    static final byte SERVER_PROOF = 'S';
    static final byte CLIENT_PROOF = 'C';
    static final byte ATTACH_PROOF = 'A';
    static final byte DERIVED_KEY = 'K';

    private static final byte[] NAME = "COVALNT".getBytes(StandardCharsets.US_ASCII);

    private Handshake() {}

    static byte[] preamble() {
        byte[] preamble = Arrays.copyOf(NAME, PREAMBLE_BYTES);
        preamble[NAME.length] = VERSION;
        return preamble;
    }

    /** Checks the first {@code count} bytes received against the preamble. */
    static void checkPreamble(byte[] received, int count) throws HandshakeException {
        int named = Math.min(count, NAME.length);
        if (!Arrays.equals(received, 0, named, NAME, 0, named)) {
            throw malformed("The peer does not speak Covalent's protocol");
        }
        if (count >= PREAMBLE_BYTES && received[NAME.length] != VERSION) {
            throw new HandshakeException(
                    HandshakeException.Reason.OTHER_VERSION,
                    "The peer speaks protocol version " + (received[NAME.length] & 0xff) + ", this side speaks "
                            + VERSION + ": use the same Covalent version in both");
        }
    }

    static byte[] hello(Role role, long sessionId, byte[] nonce) {
        return ByteBuffer.allocate(HELLO_BYTES)
                .put(preamble())
                .put(role.code())
                .putLong(sessionId)
                .put(nonce)
                .array();
    }

    /** Computes a proof or a derived key; {@code purpose} keeps one from standing for another. */
    static byte[] mac(SessionKey key, byte purpose, byte[]... parts) {
        HmacSha256 mac = new HmacSha256(key.secret()).update(purpose);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.code();
    }

    static SessionKey derive(SessionKey attachKey, byte[] hello, byte[] serverNonce, long newId) {
        return SessionKey.of(newId, mac(attachKey, DERIVED_KEY, hello, serverNonce, bytesOf(newId)));
    }

    static byte[] bytesOf(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static byte[] readExactly(ChannelSocket socket, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (socket.getInputStream().readNBytes(bytes, 0, length) < length) {
            throw new EOFException("The peer closed the connection in the middle of the handshake");
        }
        return bytes;
    }

    static void send(ChannelSocket socket, byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            socket.getOutputStream().write(part);
        }
        socket.getOutputStream().flush();
    }

    static HandshakeException malformed(String message) {
        return new HandshakeException(HandshakeException.Reason.MALFORMED, message);
    }
}
