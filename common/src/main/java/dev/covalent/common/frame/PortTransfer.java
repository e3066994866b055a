package dev.covalent.common.frame;

import java.util.List;

/**
 * A port that leaves a renderer with a message.
 *
 * <p>A port whose other end is still in the same renderer is new to main: {@code peer} is then the number that the
 * renderer gives to that other end, and {@code port} is 0. A port that main knows goes by its number. What main had sent
 * to it and no listener had consumed comes back as {@link Upstream.PortReturned}, so that it follows the port.
 *
 * @param port the number of the port, or 0
 * @param peer the number of the other end, or 0
 * @param consumed how many of main's messages to the port were delivered to listeners
 */
public record PortTransfer(long port, long peer, long consumed) {

    /** Checks that exactly one of the numbers is given. */
    public PortTransfer {
        if (port < 0 || peer < 0 || consumed < 0 || (port == 0) == (peer == 0)) {
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
