package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.Map;
import java.util.Objects;

/**
 * What a renderer gets that wants to have a copy of a bag, and to be told of its changes: what the bag holds, and where to
 * see whether that is still so.
 *
 * @param file the path of the {@link dev.covalent.common.live.VersionFile}; empty if there is none, and the copy of no use
 * @param slot which of its numbers is this bag's
 * @param version the number that is there as long as the bag holds what the snapshot says
 * @param snapshot everything that the bag holds
 */
public record BagReplica(String file, int slot, long version, BagSnapshot snapshot) {

    /** Stands for a copy that could not be kept up to date. */
    public static final BagReplica NONE = new BagReplica("", 0, 0, new BagSnapshot(Map.of()));

    /** Checks the fields. */
    public BagReplica {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(snapshot, "snapshot");
    }

    /** Returns it in the form of a result. */
    public Payload encode() {
        FrameWriter w = new FrameWriter();
        w.writeText(file);
        w.writeInt(slot);
        w.writeLong(version);
        snapshot.write(w);
        return w.toPayload();
    }

    /**
     * Reads what {@link #encode} made.
     *
     * @throws MalformedFrameException if it is not exactly one replica
     */
    public static BagReplica decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> new BagReplica(r.readText(), r.readInt(), r.readLong(), BagSnapshot.read(r)));
    }
}
