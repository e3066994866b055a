package dev.covalent.common.link;

import dev.covalent.common.frame.FrameReader;
import dev.covalent.common.frame.FrameWriter;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.payload.Payload;
import java.util.List;

/**
 * Frames that travel together, numbered one after the other.
 *
 * @param first the number of the first frame; 0 where the frames have none
 * @param frames the encoded frames
 */
public record FrameBatch(long first, List<Payload> frames) {
    /** The most frames in a batch: senders stop at about 1 MiB, and a frame takes some bytes. */
    public static final int MAX_FRAMES = 1 << 18;

    /** A batch of nothing. */
    public static final FrameBatch EMPTY = new FrameBatch(0, List.of());

    /** Checks and copies the parts. */
    public FrameBatch {
        if (first < 0) {
            throw new IllegalArgumentException("first " + first);
        }
        frames = List.copyOf(frames);
    }

    /**
     * Makes a batch of a frame that came alone.
     *
     * @throws MalformedFrameException if that is no number of one
     */
    public static FrameBatch ofOne(long number, Payload frame) {
        if (number < 1) {
            throw new MalformedFrameException("A frame with the number " + number);
        }
        return new FrameBatch(number, List.of(frame));
    }

    /** Returns the batch in its encoded form. */
    public Payload encode() {
        int small = 16;
        for (Payload frame : frames) {
            small += Math.min(frame.head().length, Payload.LARGE) + 6;
        }
        FrameWriter w = new FrameWriter(small).writeLong(first).writeInt(frames.size());
        frames.forEach(w::writePayload);
        return w.toPayload();
    }

    /**
     * Reads a batch.
     *
     * @throws MalformedFrameException if the bytes are not exactly one batch
     */
    public static FrameBatch decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> new FrameBatch(r.readLong(), r.readList(MAX_FRAMES, FrameReader::readPayload)));
    }
}
