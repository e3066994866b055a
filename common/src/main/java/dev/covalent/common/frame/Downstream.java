package dev.covalent.common.frame;

import dev.covalent.common.ChannelName;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A frame from the main process to a renderer. */
public sealed interface Downstream
        permits Downstream.Message,
                Downstream.Reply,
                Downstream.SyncReply,
                Downstream.CallbackCall,
                Downstream.ReferencesReleased,
                Downstream.PortMessage,
                Downstream.PortClosed,
                Downstream.StorageChanged,
                Downstream.Invoke,
                Downstream.Withdrawn,
                Downstream.Cancel,
                Downstream.RelayTaken,
                Downstream.PortTaken,
                Downstream.BagChanged,
                Downstream.PostingSettled,
                Downstream.ParentPort,
                PageOrder,
                WindowNews {

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
    static Downstream decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> read(r));
    }

    private static Downstream read(FrameReader r) {
        int type = r.readByte();
        return switch (type) {
            case 0 -> new Withdrawn();
            case 1 -> message(r, false);
            case 2 -> new Reply(r.readLong(), Outcome.read(r));
            case 3 -> new CallbackCall(r.readLong(), r.readLong(), r.readName(), Parcel.read(r));
            case 4 -> new PortMessage(r.readLong(), r.readPayload(), r.readList(FrameReader::readLong));
            case 5 -> new PortClosed(r.readLong());
            case 6 ->
                new StorageChanged(
                        r.readLong(),
                        r.readBoolean(),
                        r.readOptionalText(),
                        r.readOptionalText(),
                        r.readOptionalText());
            case 7 -> new PageOrder.Unload();
            case 8 -> new Invoke(r.readLong(), r.readName(), r.readLong(), r.readPayload());
            case 9 -> new Cancel(r.readLong(), r.readBoolean());
            case 10 -> new SyncReply(r.readLong(), Outcome.read(r));
            case 11 -> new PageOrder.MayUnload(r.readLong());
            case 16 -> message(r, true);
            case 20 -> new RelayTaken(r.readInt(), r.readLong());
            case 21 -> new PortTaken(r.readLong(), r.readLong());
            case 22 -> new PostingSettled(r.readLong());
            case 23 -> new BagChanged(r.readName(), BagChange.readAll(r), r.readLong(), r.readBoolean());
            case 24 -> new ReferencesReleased(r.readList(ReferenceRelease::read));
            case 40 -> new PageOrder.WindowChange(r.readLong(), WindowCommand.read(r));
            case 41 -> new PageOrder.WindowReportTaken();
            case 42 -> new WindowNews.WindowMade(WindowDescription.read(r));
            case 43 -> new WindowNews.WindowGone(r.readInt());
            case 44 -> new WindowNews.ContentsMade(r.readInt());
            case 45 -> new WindowNews.ContentsGone(r.readInt());
            case 80 -> new ParentPort(r.readLong());
            default -> throw r.malformed("unknown type " + type);
        };
    }

    private static Message message(FrameReader r, boolean posted) {
        return new Message(r.readName(), r.readInt(), r.readPayload(), r.readList(FrameReader::readLong), posted);
    }

    private static void writeGrants(FrameWriter w, List<Long> ports) {
        w.writeInt(ports.size());
        ports.forEach(w::writeLong);
    }

    /**
     * A message for {@code ipcRenderer}.
     *
     * @param channel where it goes
     * @param senderId the contents that sent it; 0 for main
     * @param arguments the encoded arguments
     * @param ports the numbers of the ports that come with it
     * @param posted whether {@code postMessage} sent it, and not {@code send}
     */
    record Message(String channel, int senderId, Payload arguments, List<Long> ports, boolean posted)
            implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public Message {
            ChannelName.check(channel);
            Objects.requireNonNull(arguments, "arguments");
            ports = List.copyOf(ports);
        }

        /** Makes a message of {@code send}, or of {@code postMessage} if it has ports. */
        public Message(String channel, int senderId, Payload arguments, List<Long> ports) {
            this(channel, senderId, arguments, ports, !ports.isEmpty());
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(posted ? 16 : 1);
            w.writeText(channel);
            w.writeInt(senderId);
            w.writePayload(arguments);
            writeGrants(w, ports);
        }
    }

    /**
     * The answer to an {@link Upstream.Invoke} or {@link Upstream.Ask}.
     *
     * @param request the number of the request
     * @param outcome how it ended
     */
    record Reply(long request, Outcome outcome) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public Reply {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(2);
            w.writeLong(request);
            outcome.write(w);
        }
    }

    /**
     * The answer to a {@link Request.SendSync}, ahead of the result of the call that brought it, which comes only when the
     * listener has returned.
     *
     * @param sequence the number that the request has among all that the renderer sends
     * @param outcome how it ended
     */
    record SyncReply(long sequence, Outcome outcome) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public SyncReply {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(10);
            w.writeLong(sequence);
            outcome.write(w);
        }
    }

    /**
     * A call of a callback that this renderer gave to main.
     *
     * @param callback the number of the callback
     * @param call the number that the reply repeats; 0 if none is wanted
     * @param method the method's name and descriptor
     * @param arguments the encoded arguments
     */
    record CallbackCall(long callback, long call, String method, Parcel arguments) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public CallbackCall {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(3);
            w.writeLong(callback);
            w.writeLong(call);
            w.writeText(method);
            arguments.write(w);
        }
    }

    /**
     * Main holds callbacks of this renderer no more.
     *
     * @param releases which
     */
    record ReferencesReleased(List<ReferenceRelease> releases) implements Downstream {

        /** Copies the list. */
        public ReferencesReleased {
            releases = List.copyOf(releases);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(24);
            w.writeInt(releases.size());
            releases.forEach(release -> release.write(w));
        }
    }

    /**
     * A message for a port that this renderer holds.
     *
     * @param port the number of the port
     * @param message the encoded message
     * @param ports the numbers of the ports that come with it
     */
    record PortMessage(long port, Payload message, List<Long> ports) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public PortMessage {
            Objects.requireNonNull(message, "message");
            ports = List.copyOf(ports);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(4);
            w.writeLong(port);
            w.writePayload(message);
            writeGrants(w, ports);
        }
    }

    /**
     * Nothing more comes for a port: its other end is closed or gone, or the port has arrived where it was transferred.
     *
     * @param port the number of the port
     */
    record PortClosed(long port) implements Downstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(5);
            w.writeLong(port);
        }
    }

    /**
     * The storage changed.
     *
     * @param version the number of the change
     * @param own whether this renderer made it
     * @param key the key; null if everything was removed
     * @param oldValue the value before
     * @param newValue the value now
     */
    record StorageChanged(
            long version,
            boolean own,
            @Nullable String key,
            @Nullable String oldValue,
            @Nullable String newValue) implements Downstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(6);
            w.writeLong(version);
            w.writeBoolean(own);
            w.writeOptionalText(key);
            w.writeOptionalText(oldValue);
            w.writeOptionalText(newValue);
        }
    }

    /**
     * A request for a handler of this renderer; its answer is an {@link Upstream.InvokeReply}.
     *
     * @param call the number that the reply repeats
     * @param channel where it goes
     * @param deadlineMillis how long main waits for the answer
     * @param arguments the encoded arguments
     */
    record Invoke(long call, String channel, long deadlineMillis, Payload arguments) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public Invoke {
            ChannelName.check(channel);
            Deadlines.check(deadlineMillis);
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(8);
            w.writeLong(call);
            w.writeText(channel);
            w.writeLong(deadlineMillis);
            w.writePayload(arguments);
        }
    }

    /**
     * Stands in the place of a frame that was withdrawn before it left.
     */
    record Withdrawn() implements Downstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(0);
        }
    }

    /**
     * Nobody waits for the answer to an {@link Invoke} any more.
     *
     * @param call the number of the call
     * @param late whether its deadline is over, and not its caller gave it up
     */
    record Cancel(long call, boolean late) implements Downstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(9);
            w.writeLong(call);
            w.writeBoolean(late);
        }
    }

    /**
     * The renderer of some contents has taken what this renderer had sent it through main, or it was dropped because there
     * is none.
     *
     * @param webContentsId whose renderer it was for
     * @param bytes what the messages had cost
     */
    record RelayTaken(int webContentsId, long bytes) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public RelayTaken {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes " + bytes);
            }
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(20);
            w.writeInt(webContentsId);
            w.writeLong(bytes);
        }
    }

    /**
     * The other end has consumed messages that this renderer had posted to a port.
     *
     * @param port the number of the port
     * @param count how many, in the order they were posted
     */
    record PortTaken(long port, long count) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public PortTaken {
            if (count < 1) {
                throw new IllegalArgumentException("count " + count);
            }
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(21);
            w.writeLong(port);
            w.writeLong(count);
        }
    }

    /**
     * Properties of a bag have changed that this renderer watches.
     *
     * @param object the name of the bag
     * @param changes in the order they were made
     * @param version the number that a {@link BagReplica} of what is after them has
     * @param whole whether nothing is kept back, so that who has all changes of all properties has that version now
     */
    record BagChanged(String object, List<BagChange> changes, long version, boolean whole) implements Downstream {

        /** Copies the list. */
        public BagChanged {
            Objects.requireNonNull(object, "object");
            changes = List.copyOf(changes);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(23);
            w.writeText(object);
            BagChange.writeAll(w, changes);
            w.writeLong(version);
            w.writeBoolean(whole);
        }
    }

    /**
     * What the ports of this renderer had posted through main was consumed or dropped, whoever holds those ports now, and
     * so counts no more against what all of them may have out.
     *
     * @param bytes what the messages had cost
     */
    record PostingSettled(long bytes) implements Downstream {

        /** Checks the fields, which a peer may have written. */
        public PostingSettled {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes " + bytes);
            }
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(22);
            w.writeLong(bytes);
        }
    }

    /**
     * The port by which a utility process and main talk to each other; the first frame that such a process gets.
     *
     * @param port the number by which the process has it
     */
    record ParentPort(long port) implements Downstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(80);
            w.writeLong(port);
        }
    }
}
