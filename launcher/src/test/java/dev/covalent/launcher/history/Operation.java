package dev.covalent.launcher.history;

/**
 * A read or write of a register, as the process that did it saw it.
 *
 * @param write whether it wrote
 * @param value what it wrote or read; no two writes of a register have the same
 * @param began when it was called, on a clock that all processes share
 * @param ended when it returned; {@link Long#MAX_VALUE} if that is not known, so that it may have taken effect or not
 */
public record Operation(boolean write, long value, long began, long ended) {

    /** Checks the order of the times. */
    public Operation {
        if (ended < began) {
            throw new IllegalArgumentException("Ended at " + ended + " before it began at " + began);
        }
    }

    /** Makes a read. */
    public static Operation read(long value, long began, long ended) {
        return new Operation(false, value, began, ended);
    }

    /** Makes a write. */
    public static Operation write(long value, long began, long ended) {
        return new Operation(true, value, began, ended);
    }
}
