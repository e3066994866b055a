package dev.covalent.common.frame;

import dev.covalent.common.ChannelName;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Objects;

/** A one-way frame from a renderer to the main process; every one has its place in the renderer's sequence. */
public sealed interface Upstream
        permits Upstream.Message,
                Upstream.Invoke,
                Upstream.SendTo,
                Upstream.RemoteSend,
                Upstream.Ask,
                Upstream.CallbackReply,
                Upstream.ReferencesReleased,
                Upstream.PortMessage,
                Upstream.PortReturned,
                Upstream.PortClose,
                Upstream.WindowClose,
                Upstream.WindowOrder,
                Upstream.AppQuit,
                Upstream.AppExit,
                Upstream.AppUnlisten,
                Upstream.Withdrawn,
                Upstream.Cancel,
                Upstream.InvokeReply,
                Upstream.PortTaken,
                Upstream.BagUnwatch,
                PageNews {

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
    static Upstream decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> read(r));
    }

    private static Upstream read(FrameReader r) {
        int type = r.readByte();
        return switch (type) {
            case 0 -> new Withdrawn();
            case 1 -> new Message(r.readName(), r.readPayload(), r.readList(PortTransfer::read), false);
            case 2 -> new Invoke(r.readLong(), r.readName(), r.readLong(), r.readPayload());
            case 3 -> new SendTo(r.readInt(), r.readName(), r.readPayload());
            case 4 -> new RemoteSend(r.readInt(), r.readName(), r.readPayload());
            case 5 -> new Ask(r.readLong(), r.readLong(), RemoteRequest.read(r));
            case 6 -> new CallbackReply(r.readLong(), Outcome.read(r));
            case 7 -> new PortMessage(r.readLong(), r.readPayload(), r.readList(PortTransfer::read));
            case 8 -> new PortReturned(r.readLong(), r.readPayload(), r.readList(PortTransfer::read));
            case 9 -> new PortClose(r.readLong());
            case 10 -> new PageNews.PageLoaded();
            case 11 -> new PageNews.PageFailed(r.readPayload());
            case 12 -> new WindowClose(r.readInt());
            case 13 -> new PageNews.Goodbye();
            case 14 -> new Cancel(r.readLong(), r.readBoolean());
            case 15 -> new InvokeReply(r.readLong(), Outcome.read(r));
            case 16 -> new Message(r.readName(), r.readPayload(), r.readList(PortTransfer::read), true);
            case 17 -> new PageNews.CloseRequest();
            case 18 -> new PageNews.UnloadAnswer(r.readLong(), r.readBoolean());
            case 21 -> new PortTaken(r.readLong(), r.readLong());
            case 23 -> new BagUnwatch(r.readLong());
            case 24 -> new ReferencesReleased(r.readList(ReferenceRelease::read));
            case 25 -> new PageNews.WindowFocus(r.readBoolean());
            case 26 -> new AppQuit();
            case 27 -> new AppExit(r.readInt());
            case 28 -> new AppUnlisten(r.readLong());
            case 29 -> new PageNews.Exiting();
            case 40 -> new PageNews.WindowReport(r.readLong(), WindowState.read(r), WindowState.readBounds(r));
            case 41 -> new WindowOrder(r.readInt(), WindowCommand.read(r));
            default -> throw r.malformed("unknown type " + type);
        };
    }

    /**
     * A message for {@code ipcMain}.
     *
     * @param channel where it goes
     * @param arguments the encoded arguments
     * @param ports the ports that go with it
     * @param posted whether {@code postMessage} sent it, and not {@code send}
     */
    record Message(String channel, Payload arguments, List<PortTransfer> ports, boolean posted) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public Message {
            ChannelName.check(channel);
            Objects.requireNonNull(arguments, "arguments");
            ports = List.copyOf(ports);
        }

        /** Makes a message of {@code send}, or of {@code postMessage} if it has ports. */
        public Message(String channel, Payload arguments, List<PortTransfer> ports) {
            this(channel, arguments, ports, !ports.isEmpty());
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(posted ? 16 : 1);
            w.writeText(channel);
            w.writePayload(arguments);
            PortTransfer.writeAll(w, ports);
        }
    }

    /**
     * A request for a handler; its answer is a {@link Downstream.Reply}.
     *
     * @param request the number that the reply repeats
     * @param channel where it goes
     * @param deadlineMillis how long the renderer waits for the answer
     * @param arguments the encoded arguments
     */
    record Invoke(long request, String channel, long deadlineMillis, Payload arguments) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public Invoke {
            ChannelName.check(channel);
            Deadlines.check(deadlineMillis);
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(2);
            w.writeLong(request);
            w.writeText(channel);
            w.writeLong(deadlineMillis);
            w.writePayload(arguments);
        }
    }

    /**
     * A message for another renderer.
     *
     * @param webContentsId whose renderer it is for
     * @param channel where it goes
     * @param arguments the encoded arguments
     */
    record SendTo(int webContentsId, String channel, Payload arguments) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public SendTo {
            ChannelName.check(channel);
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(3);
            w.writeInt(webContentsId);
            w.writeText(channel);
            w.writePayload(arguments);
        }
    }

    /**
     * A message that main is to send to a renderer, as main.
     *
     * @param webContentsId whose renderer it is for
     * @param channel where it goes
     * @param arguments the encoded arguments
     */
    record RemoteSend(int webContentsId, String channel, Payload arguments) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public RemoteSend {
            ChannelName.check(channel);
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(4);
            w.writeInt(webContentsId);
            w.writeText(channel);
            w.writePayload(arguments);
        }
    }

    /**
     * A request for main's objects whose answer nobody blocks for; it is a {@link Downstream.Reply}.
     *
     * @param request the number that the reply repeats
     * @param deadlineMillis how long the renderer waits for the answer
     * @param asked what is asked
     */
    record Ask(long request, long deadlineMillis, RemoteRequest asked) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public Ask {
            Deadlines.check(deadlineMillis);
            Objects.requireNonNull(asked, "asked");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(5);
            w.writeLong(request);
            w.writeLong(deadlineMillis);
            asked.write(w);
        }
    }

    /**
     * What a callback returned or threw.
     *
     * @param call the number of the call
     * @param outcome how it ended
     */
    record CallbackReply(long call, Outcome outcome) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public CallbackReply {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(6);
            w.writeLong(call);
            outcome.write(w);
        }
    }

    /**
     * This renderer holds objects of main's no more.
     *
     * @param releases which
     */
    record ReferencesReleased(List<ReferenceRelease> releases) implements Upstream {

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
     * A message posted to a port that this renderer holds.
     *
     * @param port the number of the port
     * @param message the encoded message
     * @param ports the ports that go with it
     */
    record PortMessage(long port, Payload message, List<PortTransfer> ports) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public PortMessage {
            Objects.requireNonNull(message, "message");
            ports = List.copyOf(ports);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(7);
            w.writeLong(port);
            w.writePayload(message);
            PortTransfer.writeAll(w, ports);
        }
    }

    /**
     * A message that reached a port which had already been transferred from here; main passes it on.
     *
     * @param port the number of the port
     * @param message the encoded message
     * @param ports the ports that came with it
     */
    record PortReturned(long port, Payload message, List<PortTransfer> ports) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public PortReturned {
            Objects.requireNonNull(message, "message");
            ports = List.copyOf(ports);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(8);
            w.writeLong(port);
            w.writePayload(message);
            PortTransfer.writeAll(w, ports);
        }
    }

    /**
     * A port was closed here.
     *
     * @param port the number of the port
     */
    record PortClose(long port) implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(9);
            w.writeLong(port);
        }
    }

    /**
     * A window is to be closed as its user would.
     *
     * @param windowId the id of the window
     */
    record WindowClose(int windowId) implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(12);
            w.writeInt(windowId);
        }
    }

    /**
     * Something is to be done with a window, by main and so whatever renderer it is of.
     *
     * @param windowId the id of the window
     * @param command what is to be done
     */
    record WindowOrder(int windowId, WindowCommand command) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public WindowOrder {
            Objects.requireNonNull(command, "command");
            if (command instanceof WindowCommand.Turn turn && turn.trait() == WindowCommand.Trait.ENABLED) {
                throw new IllegalArgumentException("Whether a window takes input is main's to say");
            }
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(41);
            w.writeInt(windowId);
            command.write(w);
        }
    }

    /**
     * The application is to quit.
     */
    record AppQuit() implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(26);
        }
    }

    /**
     * The application is to end at once.
     *
     * @param exitCode its exit code
     */
    record AppExit(int exitCode) implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(27);
            w.writeInt(exitCode);
        }
    }

    /**
     * This renderer listens to the application no more; a number that main does not know says nothing.
     *
     * @param listener the number of the listener
     */
    record AppUnlisten(long listener) implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(28);
            w.writeLong(listener);
        }
    }

    /**
     * Stands in the place of a frame that was withdrawn before it left.
     */
    record Withdrawn() implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(0);
        }
    }

    /**
     * Nobody waits for the answer to an {@link Invoke} or {@link Ask} any more.
     *
     * @param request the number of the request
     * @param late whether its deadline is over, and not its caller gave it up
     */
    record Cancel(long request, boolean late) implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(14);
            w.writeLong(request);
            w.writeBoolean(late);
        }
    }

    /**
     * The answer to a {@link Downstream.Invoke}.
     *
     * @param call the number of the call
     * @param outcome how it ended
     */
    record InvokeReply(long call, Outcome outcome) implements Upstream {

        /** Checks the fields, which a peer may have written. */
        public InvokeReply {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(15);
            w.writeLong(call);
            outcome.write(w);
        }
    }

    /**
     * Messages that main had sent to a port were consumed here.
     *
     * @param port the number of the port
     * @param count how many, in the order they came
     */
    record PortTaken(long port, long count) implements Upstream {

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
     * This renderer watches a bag no more; a number that main does not know says nothing.
     *
     * @param watch the number that it watched it by
     */
    record BagUnwatch(long watch) implements Upstream {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(23);
            w.writeLong(watch);
        }
    }
}
