package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.Objects;

/**
 * An answer that travels as the result of the call that brought its request, ahead of the frames that main queued
 * before it. The renderer completes the request when those have arrived, so that order is kept.
 *
 * @param after the number of the last frame that main had queued for the renderer
 * @param reply the answer
 */
public record EarlyReply(long after, Downstream.Reply reply) {

    /** Checks that the answer is there. */
    public EarlyReply {
        Objects.requireNonNull(reply, "reply");
    }

    /** Returns the reply in its encoded form. */
    public Payload encode() {
        return new FrameWriter().writeLong(after).writePayload(reply.encode()).toPayload();
    }

    /**
     * Reads an early reply.
     *
     * @throws MalformedFrameException if it is not exactly one
     */
    public static EarlyReply decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> new EarlyReply(r.readLong(), reply(r)));
    }

    private static Downstream.Reply reply(FrameReader r) {
        if (Downstream.decode(r.readPayload()) instanceof Downstream.Reply reply) {
            return reply;
        }
        throw r.malformed("a frame that is no reply");
    }
}
