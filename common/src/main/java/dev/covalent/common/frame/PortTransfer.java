package dev.covalent.common.frame;

import java.util.List;

/**
 * A port that leaves a renderer with a message.
 *
 * <p>A port that main knows goes by its number. What main had sent to it and no listener had consumed comes back as
 * {@link Upstream.PortReturned}, in order, so that it follows the port: main waits for as many as it has sent less {@code
 * consumed}, then answers nothing to that number any more.
 *
 * <p>A port whose other end is still in the same renderer is new to main. It is given a number to leave with, and its
 * other end, {@code peer}, one to stay with. What waits at the leaving port follows it in the same way.
 *
 * <p>Messages that never came from main (posted while both ends were in the renderer) count as consumed −1 each, so one
 * rule tells in every case how many come back: those sent less those consumed.
 *
 * @param port the number of the port
 * @param peer the number of the other end if the port is new to main, or 0
 * @param consumed how many of main's messages to the port were delivered to listeners, less those messages that wait at
 *     the port and did not come from main
 */
public record PortTransfer(long port, long peer, long consumed) {

    /** How many ports with another end elsewhere a renderer may hold at a time. */
    public static final int MAX_PORTS = 1 << 16;

    /** Checks that the numbers are possible. */
    public PortTransfer {
        if (port <= 0 || peer < 0 || port == peer || (peer != 0 && consumed > 0)) {
            throw new IllegalArgumentException("port " + port + ", peer " + peer + ", consumed " + consumed);
        }
    }

    static PortTransfer read(FrameReader r) {
        return new PortTransfer(r.readLong(), r.readLong(), r.readLong());
    }

    static void writeAll(FrameWriter w, List<PortTransfer> transfers) {
        w.writeInt(transfers.size());
        for (PortTransfer transfer : transfers) {
            w.writeLong(transfer.port).writeLong(transfer.peer).writeLong(transfer.consumed);
        }
    }
}
