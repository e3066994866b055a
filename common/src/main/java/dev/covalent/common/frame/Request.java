package dev.covalent.common.frame;

import dev.covalent.common.ChannelName;
import dev.covalent.common.payload.Payload;
import java.util.Objects;

/** A request of a renderer that waits for its {@link Outcome}; it has its place in the renderer's sequence. */
public sealed interface Request
        permits Request.SendSync,
                Request.StorageLoad,
                Request.StorageSet,
                Request.StorageRemove,
                Request.StorageClear,
                RemoteRequest {

    /** Writes the type and the fields. */
    void write(FrameWriter w);

    /** Returns the frame in its encoded form. */
    default Payload encode() {
        FrameWriter w = new FrameWriter();
        write(w);
        return w.toPayload();
    }

    /**
     * Reads a frame.
     *
     * @throws MalformedFrameException if it is not exactly one frame
     */
    static Request decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> read(r));
    }

    private static Request read(FrameReader r) {
        int type = r.readByte();
        return switch (type) {
            case 1 -> new SendSync(r.readName(), r.readLong(), r.readPayload());
            case 8 -> new StorageLoad();
            case 9 -> new StorageSet(r.readText(), r.readText());
            case 10 -> new StorageRemove(r.readText());
            case 11 -> new StorageClear();
            default -> RemoteRequest.read(type, r);
        };
    }

    /**
     * A synchronous message for {@code ipcMain}.
     *
     * @param channel where it goes
     * @param deadlineMillis how long the renderer waits for the answer
     * @param arguments the encoded arguments
     */
    record SendSync(String channel, long deadlineMillis, Payload arguments) implements Request {

        /** Checks the fields, which a peer may have written. */
        public SendSync {
            ChannelName.check(channel);
            Deadlines.check(deadlineMillis);
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(1);
            w.writeText(channel);
            w.writeLong(deadlineMillis);
            w.writePayload(arguments);
        }
    }

    /**
     * Asks for the whole storage, and for its changes from then on; the answer is a {@code StorageSnapshot}.
     */
    record StorageLoad() implements Request {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(8);
        }
    }

    /**
     * Sets an item of the storage; the answer is the number of the last frame that main had queued for the renderer then.
     *
     * @param key the key
     * @param value the value
     */
    record StorageSet(String key, String value) implements Request {

        /** Checks the fields, which a peer may have written. */
        public StorageSet {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(9);
            w.writeText(key);
            w.writeText(value);
        }
    }

    /**
     * Removes an item of the storage; the answer is as for {@link StorageSet}.
     *
     * @param key the key
     */
    record StorageRemove(String key) implements Request {

        /** Checks the fields, which a peer may have written. */
        public StorageRemove {
            Objects.requireNonNull(key, "key");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(10);
            w.writeText(key);
        }
    }

    /**
     * Removes all items of the storage; the answer is as for {@link StorageSet}.
     */
    record StorageClear() implements Request {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(11);
        }
    }
}
