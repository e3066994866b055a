package dev.covalent.common.frame;

/**
 * A process holds an object of the other one no more.
 *
 * @param object the number of the object
 * @param passed how often it had been passed until then, which is not never; what was passed later is another matter
 * @param returned how often it was passed back meanwhile; the owner keeps it until it has received as many
 */
public record ReferenceRelease(long object, long passed, long returned) {

    /** Checks the fields, which a peer may have written. */
    public ReferenceRelease {
        if (passed < 1 || returned < 0) {
            throw new IllegalArgumentException("passed " + passed + " times, returned " + returned);
        }
    }

    void write(FrameWriter w) {
        w.writeLong(object);
        w.writeLong(passed);
        w.writeLong(returned);
    }

    static ReferenceRelease read(FrameReader r) {
        return new ReferenceRelease(r.readLong(), r.readLong(), r.readLong());
    }
}
