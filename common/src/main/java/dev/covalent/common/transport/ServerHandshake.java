package dev.covalent.common.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The accepting end of the {@linkplain Handshake handshake}, up to the proof of both ends; {@link ProvenPeer} is the rest.
 *
 * <p>The caller bounds it by a {@link CallDeadline}. Confined to one thread.
 */
public final class ServerHandshake {
    /** Finds the keys of sessions; asked once for each peer, on the thread of its handshake. */
    @FunctionalInterface
    public interface Keys {
        /**
         * Returns the key that a peer must know, or null if there is none.
         *
         * @param sessionId 0 if {@code role} is {@link Role#ATTACH} or {@link Role#SECOND_INSTANCE}
         */
        @Nullable SessionKey find(Role role, long sessionId);
    }

    private final ChannelSocket socket;
    private final Keys keys;

    private ServerHandshake(ChannelSocket socket, Keys keys) {
        this.socket = socket;
        this.keys = keys;
    }

    /**
     * Makes both ends prove themselves.
     *
     * @return the peer, which waits to be accepted or refused
     * @throws HandshakeException if the peer speaks another protocol or version, or does not know the secret
     * @throws IOException if it closed the connection, or the thread's deadline passed
     */
    public static ProvenPeer prove(ChannelSocket socket, Keys keys) throws IOException {
        return new ServerHandshake(socket, keys).run();
    }

    private ProvenPeer run() throws IOException {
        byte[] hello = readHello();
        ByteBuffer fields = ByteBuffer.wrap(hello, Handshake.PREAMBLE_BYTES, 1 + Long.BYTES);
        Role role = Role.ofCode(fields.get());
        long sessionId = fields.getLong();
        if (role == null || role.hasSession() == (sessionId == SessionKey.NO_SESSION)) {
            throw Handshake.malformed("The peer asked for role " + hello[Handshake.PREAMBLE_BYTES] + " of session "
                    + sessionId + ", which makes no sense");
        }
        SessionKey known = keys.find(role, sessionId);
        SessionKey random = SessionKey.random(sessionId); // made in any case: the work must not tell what is known
        SessionKey key = known == null ? random : known;
        byte[] nonce = SessionKey.randomBytes(Handshake.NONCE_BYTES);
        Handshake.send(socket, Handshake.preamble(), nonce, Handshake.mac(key, Handshake.SERVER_PROOF, hello, nonce));
        byte[] expected = Handshake.mac(key, Handshake.CLIENT_PROOF, hello, nonce);
        byte[] proof = readProof();
        if (!MessageDigest.isEqual(proof, expected)) {
            throw wrongSecret(role, sessionId);
        }
        return new ProvenPeer(socket, role, key, hello, nonce);
    }

    /** Reads what comes, and stops at the first byte that cannot be right: garbage must not hold a place. */
    private byte[] readHello() throws IOException {
        byte[] hello = new byte[Handshake.HELLO_BYTES];
        int count = 0;
        while (count < hello.length) {
            int more = socket.getInputStream().read(hello, count, hello.length - count);
            if (more < 0) {
                throw new EOFException("The peer closed the connection in its greeting");
            }
            count += more;
            checkPreamble(hello, count);
        }
        return hello;
    }

    private void checkPreamble(byte[] hello, int count) throws IOException {
        try {
            Handshake.checkPreamble(hello, count);
        } catch (HandshakeException wrong) {
            if (wrong.reason() == HandshakeException.Reason.OTHER_VERSION) {
                Handshake.send(socket, Handshake.preamble()); // so that the peer can tell its user what is the matter
            }
            throw wrong;
        }
    }

    /** Reads the client's proof; one that leaves here has seen our proof and did not like it. */
    private byte[] readProof() throws IOException {
        byte[] proof = new byte[Handshake.PROOF_BYTES];
        int count = socket.getInputStream().readNBytes(proof, 0, proof.length);
        return count == proof.length ? proof : Arrays.copyOf(proof, count);
    }

    private static HandshakeException wrongSecret(Role role, long sessionId) {
        String whose = !role.hasSession() ? "the attach secret" : "the secret of session " + sessionId;
        return new HandshakeException(
                HandshakeException.Reason.WRONG_SECRET, "The peer did not prove that it knows " + whose);
    }
}
