package dev.covalent.common.transport;

import java.io.IOException;

/**
 * A peer that has proved that it knows the secret, waiting for the answer of the main process.
 *
 * <p>Confined to the thread of its handshake.
 */
public final class ProvenPeer {
    private final ChannelSocket socket;
    private final Role role;
    private final SessionKey key;
    private final byte[] hello;
    private final byte[] serverNonce;

    ProvenPeer(ChannelSocket socket, Role role, SessionKey key, byte[] hello, byte[] serverNonce) {
        this.socket = socket;
        this.role = role;
        this.key = key;
        this.hello = hello;
        this.serverNonce = serverNonce;
    }

    /** Returns what the connection is for. */
    public Role role() {
        return role;
    }

    /** Returns the session it has proved to belong to; 0 if it has none. */
    public long sessionId() {
        return key.id();
    }

    /** Accepts a peer of an existing session, or one that gets none. */
    public void accept() throws IOException {
        requireAttaching(false);
        Handshake.send(socket, new byte[] {Handshake.ACCEPTED});
    }

    /** Returns the key of the new session {@code newId} of a peer that attaches; the peer derives the same. */
    public SessionKey derive(long newId) {
        requireAttaching(true);
        return Handshake.derive(key, hello, serverNonce, newId);
    }

    /** Accepts a peer that attaches, and tells it the id of its new session. */
    public void acceptAs(long newId) throws IOException {
        requireAttaching(true);
        byte[] id = Handshake.bytesOf(newId);
        Handshake.send(
                socket,
                new byte[] {Handshake.ACCEPTED},
                id,
                Handshake.mac(key, Handshake.ATTACH_PROOF, hello, serverNonce, id));
    }

    /** Tells the peer why it is refused. The caller closes the connection. */
    public void refuse(Refusal refusal) throws IOException {
        Handshake.send(socket, new byte[] {refusal.code()});
    }

    private void requireAttaching(boolean expected) {
        if ((role == Role.ATTACH) != expected) {
            throw new IllegalStateException("The peer's role is " + role);
        }
    }
}
