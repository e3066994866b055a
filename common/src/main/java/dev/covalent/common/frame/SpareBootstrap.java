package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.Objects;

/**
 * What main writes to the standard input of a renderer that it forks before there is a page for it. The {@link Bootstrap}
 * follows when there is one, with another session.
 *
 * @param address the listener's address, in its text form
 * @param sessionId the session that it has until then, in which it can do nothing
 * @param secret the session's secret
 * @param parentProcessId the process id of main
 * @param host the name of what the page's window is to be in; empty for the renderer's choice
 * @param headless whether windows are in memory only, whatever their host would be
 */
public record SpareBootstrap(
        String address, long sessionId, Payload secret, long parentProcessId, String host, boolean headless) {
    /** The argument of a renderer that is to wait for its page. */
    public static final String ARGUMENT = "spare";

    /** Checks that the parts are there. */
    public SpareBootstrap {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(host, "host");
    }

    /** Returns the bootstrap in its encoded form. */
    public byte[] encode() {
        return new FrameWriter()
                .writeText(address)
                .writeLong(sessionId)
                .writePayload(secret)
                .writeLong(parentProcessId)
                .writeText(host)
                .writeBoolean(headless)
                .toByteArray();
    }

    /**
     * Reads a bootstrap.
     *
     * @throws MalformedFrameException if the bytes are not exactly one
     */
    public static SpareBootstrap decode(byte[] bytes) {
        FrameReader r = new FrameReader(bytes);
        return r.readWhole(() -> new SpareBootstrap(
                r.readText(), r.readLong(), r.readPayload(), r.readLong(), r.readText(), r.readBoolean()));
    }

    @Override
    public String toString() {
        return "SpareBootstrap[session " + sessionId + "]"; // never the secret
    }
}
