package dev.covalent.common.frame;

import java.util.Objects;

/**
 * What main tells a renderer that has connected.
 *
 * @param application the name of the main process
 * @param webContentsId the id of the renderer's contents; 0 for a utility process
 * @param windowId the id of the renderer's window; 0 for a utility process
 * @param title the title of the window
 * @param requestTimeoutMillis how long a request may go unanswered
 * @param queueBound the most bytes that may wait on either side
 * @param highWaterMark how many bytes may wait before senders are told
 */
public record Welcome(
        String application,
        int webContentsId,
        int windowId,
        String title,
        long requestTimeoutMillis,
        long queueBound,
        long highWaterMark) {

    /** Checks the fields. */
    public Welcome {
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(title, "title");
        if (webContentsId < 0 || windowId < 0 || requestTimeoutMillis < 1 || queueBound < 1 || highWaterMark < 1) {
            throw new IllegalArgumentException("contents " + webContentsId + ", window " + windowId + ", timeout "
                    + requestTimeoutMillis + ", bound " + queueBound + ", mark " + highWaterMark);
        }
    }

    /** Returns the same welcome with another title. */
    public Welcome titled(String other) {
        return new Welcome(
                application, webContentsId, windowId, other, requestTimeoutMillis, queueBound, highWaterMark);
    }

    /** Returns the welcome in its encoded form. */
    public byte[] encode() {
        return new FrameWriter()
                .writeText(application)
                .writeInt(webContentsId)
                .writeInt(windowId)
                .writeText(title)
                .writeLong(requestTimeoutMillis)
                .writeLong(queueBound)
                .writeLong(highWaterMark)
                .toByteArray();
    }

    /**
     * Reads a welcome.
     *
     * @throws MalformedFrameException if the bytes are not exactly one
     */
    public static Welcome decode(byte[] bytes) {
        FrameReader r = new FrameReader(bytes);
        return r.readWhole(() -> new Welcome(
                r.readText(), r.readInt(), r.readInt(), r.readText(), r.readLong(), r.readLong(), r.readLong()));
    }
}
