package dev.covalent.common.frame;

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
    public byte[] encode() {
        return new FrameWriter().writeLong(after).writeRaw(reply.encode()).toByteArray();
    }

    /**
     * Reads an early reply.
     *
     * @throws MalformedFrameException if the bytes are not exactly one
     */
    public static EarlyReply decode(byte[] bytes) {
        FrameReader r = new FrameReader(bytes);
        long after = r.readLong();
        if (Downstream.decode(r.readRest()) instanceof Downstream.Reply reply) {
            return new EarlyReply(after, reply);
        }
        throw r.malformed("a frame that is no reply");
    }
}
