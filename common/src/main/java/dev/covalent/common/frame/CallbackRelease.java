package dev.covalent.common.frame;

/**
 * Main holds a callback no more.
 *
 * @param callback the number of the callback
 * @param count how often it had been passed until then; what was passed later is another matter
 */
public record CallbackRelease(long callback, long count) {

    /** Checks the fields, which a peer may have written. */
    public CallbackRelease {
        if (count < 1) {
            throw new IllegalArgumentException("count " + count);
        }
    }

    void write(FrameWriter w) {
        w.writeLong(callback);
        w.writeLong(count);
    }

    static CallbackRelease read(FrameReader r) {
        return new CallbackRelease(r.readLong(), r.readLong());
    }
}
