package dev.covalent.common.frame;

/**
 * A process holds an object of the other one no more.
 *
 * @param object the number of the object
 * @param passed how often it had been passed until then, what was passed later is another matter; 0 if this only corrects
 *     what was said before of how often it was returned
 * @param returned how often it was passed back meanwhile, less what turned out not to have been sent; the owner keeps it
 *     until it has received as many in all
 */
public record ReferenceRelease(long object, long passed, long returned) {

    /** Checks the fields, which a peer may have written. */
    public ReferenceRelease {
        if (passed < 0) {
            throw new IllegalArgumentException("passed " + passed + " times");
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
