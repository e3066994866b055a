package dev.covalent.common.frame;

import dev.covalent.common.Bounds;
import dev.covalent.common.payload.Payload;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** One frame of every type, with the values at the edges of what it may hold. */
final class Frames {
    static final String LONE_SURROGATES = "\uD800x\uDC00";
    static final String LONGEST_CHANNEL = "\u20AC".repeat(1024);
    static final Payload ALL_BYTES = Payload.of(allBytes());
    static final PortTransfer NEW_PORT = new PortTransfer(Long.MAX_VALUE, 1, Long.MIN_VALUE);
    static final PortTransfer KNOWN_PORT = new PortTransfer(1, 0, Long.MAX_VALUE);
    private static final List<PortTransfer> TRANSFERS = List.of(NEW_PORT, KNOWN_PORT);
    private static final Outcome SUCCESS = new Outcome.Success(ALL_BYTES);

    private Frames() {}

    static Stream<Upstream> upstream() {
        return Stream.of(
                new Upstream.Message("c", Payload.NONE, List.of()),
                new Upstream.Message(LONGEST_CHANNEL, ALL_BYTES, TRANSFERS),
                new Upstream.Invoke(Long.MIN_VALUE, LONE_SURROGATES, Deadlines.MAX_MILLIS, ALL_BYTES),
                new Upstream.Withdrawn(),
                new Upstream.Cancel(Long.MIN_VALUE, true),
                new Upstream.InvokeReply(Long.MAX_VALUE, new Outcome.Success(ALL_BYTES)),
                new Upstream.SendTo(Integer.MIN_VALUE, "c", Payload.NONE),
                new Upstream.RemoteSend(Integer.MAX_VALUE, "c", Payload.NONE),
                new Upstream.Ask(
                        Long.MIN_VALUE, 1, new RemoteRequest.BagCall(LONE_SURROGATES, BagPath.ROOT, BAG_STEPS)),
                new Upstream.Ask(0, Deadlines.MAX_MILLIS, new RemoteRequest.BagCall("", LONGEST_PATH, BAG_STEPS)),
                new Upstream.Ask(
                        Long.MAX_VALUE,
                        Deadlines.MAX_MILLIS,
                        new RemoteRequest.ObjectCall(Long.MIN_VALUE, "", LONE_SURROGATES, REFERRING)),
                new Upstream.Ask(1, 1, new RemoteRequest.WindowList()),
                new Upstream.CallbackReply(0, SUCCESS),
                new Upstream.CallbackReply(-1, new Outcome.Failure(FailureKind.GONE, "")),
                new Upstream.PortMessage(1, Payload.NONE, TRANSFERS),
                new Upstream.PortReturned(Long.MAX_VALUE, ALL_BYTES, List.of()),
                new Upstream.PortClose(Long.MIN_VALUE),
                new PageNews.PageLoaded(),
                new PageNews.PageFailed(ALL_BYTES),
                new Upstream.WindowClose(-1),
                new PageNews.Goodbye(),
                new PageNews.Exiting(),
                new PageNews.CloseRequest(),
                new PageNews.UnloadAnswer(7, true),
                new Upstream.PortTaken(Long.MIN_VALUE, Long.MAX_VALUE),
                new Upstream.BagUnwatch(Long.MIN_VALUE),
                new Upstream.ReferencesReleased(RELEASES),
                new PageNews.WindowFocus(true),
                new PageNews.WindowFocus(false),
                new Upstream.AppQuit(),
                new Upstream.AppExit(Integer.MIN_VALUE),
                new Upstream.AppUnlisten(Long.MIN_VALUE),
                new PageNews.WindowReport(Long.MAX_VALUE, WINDOW, FURTHEST),
                new Upstream.WindowOrder(Integer.MIN_VALUE, new WindowCommand.Entitle("t")));
    }

    static Stream<Downstream> downstream() {
        return Stream.of(
                new Downstream.Message("c", 0, Payload.NONE, List.of()),
                new Downstream.Message("c", 0, Payload.NONE, List.of(), true),
                new Downstream.Message(LONE_SURROGATES, Integer.MAX_VALUE, ALL_BYTES, List.of(1L, Long.MIN_VALUE)),
                new Downstream.Reply(Long.MAX_VALUE, SUCCESS),
                new Downstream.CallbackCall(1, 0, "", Parcel.NONE),
                new Downstream.CallbackCall(Long.MAX_VALUE, 1, "m", REFERRING),
                new Downstream.PortMessage(Long.MIN_VALUE, ALL_BYTES, Collections.nCopies(200, Long.MAX_VALUE)),
                new Downstream.PortClosed(63),
                new Downstream.StorageChanged(Long.MAX_VALUE, true, null, null, null),
                new Downstream.StorageChanged(0, false, "", LONE_SURROGATES, ""),
                new PageOrder.Unload(),
                new PageOrder.MayUnload(7),
                new Downstream.Invoke(Long.MIN_VALUE, LONE_SURROGATES, 1, ALL_BYTES),
                new WindowNews.WindowMade(new WindowDescription(1, Integer.MAX_VALUE, LONE_SURROGATES)),
                new WindowNews.WindowGone(Integer.MAX_VALUE),
                new WindowNews.ContentsMade(1),
                new WindowNews.ContentsGone(Integer.MAX_VALUE),
                new Downstream.Withdrawn(),
                new Downstream.Cancel(Long.MAX_VALUE, false),
                new Downstream.SyncReply(Long.MAX_VALUE, new Outcome.Success(ALL_BYTES)),
                new Downstream.RelayTaken(Integer.MIN_VALUE, 1),
                new Downstream.PortTaken(0, Long.MAX_VALUE),
                new Downstream.PostingSettled(Long.MAX_VALUE),
                new Downstream.BagChanged(
                        LONE_SURROGATES,
                        List.of(
                                new BagChange("", null, ALL_BYTES, Integer.MIN_VALUE),
                                new BagChange(LONE_SURROGATES, ALL_BYTES, null, 0),
                                new BagChange("c", Payload.NONE, ALL_BYTES, 1)),
                        Long.MAX_VALUE,
                        true),
                new Downstream.BagChanged("", List.of(), 0, false),
                new Downstream.ReferencesReleased(RELEASES),
                new PageOrder.WindowChange(Long.MIN_VALUE, new WindowCommand.Place(FURTHEST)),
                new PageOrder.WindowReportTaken(),
                new Downstream.ParentPort(Long.MAX_VALUE));
    }

    static Stream<WindowCommand> windowCommands() {
        return Stream.of(
                        Arrays.stream(WindowCommand.Action.values()).map(WindowCommand.Act::new),
                        Arrays.stream(WindowCommand.Trait.values()).map(trait -> new WindowCommand.Turn(trait, true)),
                        Arrays.stream(WindowCommand.Measure.values())
                                .map(measure -> new WindowCommand.Resize(measure, 1, Bounds.MAX)),
                        Stream.of(
                                new WindowCommand.Place(FURTHEST),
                                new WindowCommand.Move(-Bounds.MAX, Bounds.MAX),
                                new WindowCommand.Entitle("\u20AC".repeat(1024))))
                .flatMap(commands -> commands);
    }

    private static final Bounds FURTHEST = new Bounds(-Bounds.MAX, Bounds.MAX, 1, Bounds.MAX);

    static final WindowState WINDOW =
            new WindowState(FURTHEST, Bounds.MAX, 1, true, false, true, false, true, false, "\u20AC".repeat(1024));

    private static final Parcel REFERRING = new Parcel(
            ALL_BYTES,
            List.of(
                    ObjectReference.to(1, ""),
                    ObjectReference.to(Long.MAX_VALUE, LONE_SURROGATES),
                    ObjectReference.back(2),
                    ObjectReference.window(
                            new WindowDescription(Integer.MAX_VALUE, Integer.MIN_VALUE, LONE_SURROGATES)),
                    ObjectReference.contents(1)));

    private static final List<ReferenceRelease> RELEASES = List.of(
            new ReferenceRelease(Long.MIN_VALUE, Long.MAX_VALUE, 0), new ReferenceRelease(1, 1, Long.MAX_VALUE));

    private static final BagPath LONGEST_PATH =
            new BagPath(List.of(LONE_SURROGATES, "a.b")).then("\u20AC".repeat(BagPath.MAX_NAME_LENGTH));

    private static final List<BagStep> BAG_STEPS = List.of(
            BagStep.of(BagOperation.GET, ""),
            BagStep.of(BagOperation.KEYS, ""),
            BagStep.of(BagOperation.DELETE, LONE_SURROGATES),
            BagStep.set("a", ALL_BYTES),
            BagStep.watch("", ALL_BYTES),
            BagStep.live(ALL_BYTES),
            BagStep.compareAndSet("b", ALL_BYTES, Payload.NONE));

    static Stream<Request> requests() {
        return Stream.of(
                new Request.SendSync(LONGEST_CHANNEL, 1, ALL_BYTES),
                new RemoteRequest.GlobalFind(""),
                new RemoteRequest.BagCall("bag", BAG_STEPS),
                new RemoteRequest.BagCall("bag", LONGEST_PATH, BAG_STEPS),
                new RemoteRequest.ObjectCall(1, "object", "method()V", Parcel.NONE),
                new RemoteRequest.ObjectCall(Long.MAX_VALUE, "", "m", REFERRING),
                new RemoteRequest.WindowFind(Integer.MIN_VALUE),
                new RemoteRequest.WindowList(),
                new RemoteRequest.RootGet(RemoteRoot.PROCESS),
                new RemoteRequest.WindowOpen("a.\u00c4\u00e4$1", LONE_SURROGATES, 1, Bounds.MAX, true),
                new RemoteRequest.WindowFocused(),
                new RemoteRequest.ContentsFind(Integer.MAX_VALUE),
                new RemoteRequest.WindowCheck(Integer.MAX_VALUE),
                new RemoteRequest.ContentsCheck(Integer.MIN_VALUE),
                new Request.StorageLoad(),
                new Request.StorageSet("", LONE_SURROGATES),
                new Request.StorageRemove("\u0000"),
                new Request.StorageClear());
    }

    static Stream<Outcome> outcomes() {
        return Stream.concat(
                Stream.of(SUCCESS, new Outcome.Success(Payload.NONE), new Outcome.Success(REFERRING)),
                Arrays.stream(FailureKind.values()).map(kind -> new Outcome.Failure(kind, LONE_SURROGATES, ALL_BYTES)));
    }

    private static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
