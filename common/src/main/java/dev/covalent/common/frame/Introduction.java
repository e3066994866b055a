package dev.covalent.common.frame;

import dev.covalent.common.WindowTitle;
import java.time.Instant;

/**
 * What a renderer says of itself when it connects. Nothing of it decides what it may do.
 *
 * @param processId its process id
 * @param startMillis when its process started, in milliseconds of the epoch; 0 if unknown
 * @param title the title of its window; empty for that which main gave it
 * @param operator whether it is an operator's tool, which shows no window and is none of the application's
 * @param outlivesMain whether its process was launched separately and has a life of its own, which main is not to end
 */
public record Introduction(long processId, long startMillis, String title, boolean operator, boolean outlivesMain) {

    /** Checks the fields, which a peer may have written. */
    public Introduction {
        WindowTitle.check(title);
        if (processId < 1 || startMillis < 0) {
            throw new IllegalArgumentException("process " + processId + " of " + startMillis);
        }
    }

    /** Makes the introduction of one that is no operator's tool, and ends with main. */
    public Introduction(long processId, long startMillis, String title) {
        this(processId, startMillis, title, false, false);
    }

    /** Makes the introduction of this process. */
    public static Introduction ofThisProcess(String title) {
        ProcessHandle self = ProcessHandle.current();
        return new Introduction(
                self.pid(),
                self.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
                title);
    }

    /** Returns the same of an operator's tool. */
    public Introduction asOperator() {
        return new Introduction(processId, startMillis, title, true, outlivesMain);
    }

    /** Returns the same of a process that has a life of its own. */
    public Introduction outlivingMain() {
        return new Introduction(processId, startMillis, title, operator, true);
    }

    /** Returns the introduction in its encoded form. */
    public byte[] encode() {
        return new FrameWriter()
                .writeLong(processId)
                .writeLong(startMillis)
                .writeText(title)
                .writeBoolean(operator)
                .writeBoolean(outlivesMain)
                .toByteArray();
    }

    /**
     * Reads an introduction.
     *
     * @throws MalformedFrameException if the bytes are not exactly one
     */
    public static Introduction decode(byte[] bytes) {
        FrameReader r = new FrameReader(bytes);
        return r.readWhole(
                () -> new Introduction(r.readLong(), r.readLong(), r.readText(), r.readBoolean(), r.readBoolean()));
    }
}
