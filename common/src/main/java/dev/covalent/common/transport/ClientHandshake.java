package dev.covalent.common.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The dialling end of the {@linkplain Handshake handshake}.
 *
 * <p>Confined to the thread that dials.
 */
final class ClientHandshake {
    private final ChannelSocket socket;
    private final Address address;
    private final SessionKey key;
    private final byte[] hello;
    private byte[] serverNonce = new byte[0];

    ClientHandshake(ChannelSocket socket, Address address, SessionKey key, Role role) {
        this.socket = socket;
        this.address = address;
        this.key = key;
        this.hello = Handshake.hello(role, key.id(), SessionKey.randomBytes(Handshake.NONCE_BYTES));
    }

    /** Makes both ends prove themselves, for a session that exists. */
    void establish() throws IOException {
        proveBoth();
        checkAnswer();
    }

    /** Makes both ends prove themselves, and returns the key of the new session. */
    SessionKey attach() throws IOException {
        proveBoth();
        checkAnswer();
        byte[] newId = Handshake.readExactly(socket, Long.BYTES);
        byte[] proof = Handshake.readExactly(socket, Handshake.PROOF_BYTES);
        if (!MessageDigest.isEqual(proof, Handshake.mac(key, Handshake.ATTACH_PROOF, hello, serverNonce, newId))) {
            throw notProved();
        }
        return Handshake.derive(key, hello, serverNonce, ByteBuffer.wrap(newId).getLong());
    }

    private void proveBoth() throws IOException {
        Handshake.send(socket, hello);
        byte[] preamble = Handshake.readExactly(socket, Handshake.PREAMBLE_BYTES);
        Handshake.checkPreamble(preamble, preamble.length);
        serverNonce = Handshake.readExactly(socket, Handshake.NONCE_BYTES);
        byte[] proof = Handshake.readExactly(socket, Handshake.PROOF_BYTES);
        if (!MessageDigest.isEqual(proof, Handshake.mac(key, Handshake.SERVER_PROOF, hello, serverNonce))) {
            throw notProved();
        }
        Handshake.send(socket, Handshake.mac(key, Handshake.CLIENT_PROOF, hello, serverNonce));
    }

    private void checkAnswer() throws IOException {
        byte answer = Handshake.readExactly(socket, 1)[0];
        if (answer == Handshake.ACCEPTED) {
            return;
        }
        Refusal refusal = Arrays.stream(Refusal.values())
                .filter(known -> known.code() == answer)
                .findFirst()
                .orElseThrow(() -> Handshake.malformed("The main process at " + address.format()
                        + " gave the unknown answer " + answer + ": use the same Covalent version in both"));
        throw refusal.toException(address, key.id());
    }

    private HandshakeException notProved() {
        String whose = key.id() == SessionKey.NO_SESSION ? "the attach secret" : "the secret of session " + key.id();
        return new HandshakeException(
                HandshakeException.Reason.WRONG_SECRET,
                "The process at " + address.format() + " did not prove that it knows " + whose
                        + ": it is another process than expected, or it knows no such session any more");
    }
}
