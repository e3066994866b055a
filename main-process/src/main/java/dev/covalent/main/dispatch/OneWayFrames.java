package dev.covalent.main.dispatch;

import dev.covalent.common.MessagePort;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.Upstream;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MessageKind;
import dev.covalent.main.global.RemoteObjects;
import dev.covalent.main.ipc.Delivery;
import dev.covalent.main.ipc.IpcRouter;
import dev.covalent.main.port.PortRouter;
import dev.covalent.main.session.RendererSession;
import dev.covalent.main.window.WindowTable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands frames that are not answered to the parts of main, unless whoever sent one may not do what it means.
 *
 * <p>Confined to the turn of main's loop.
 */
final class OneWayFrames {
    private static final Logger log = LoggerFactory.getLogger(OneWayFrames.class);

    private final IpcRouter ipc;
    private final WindowTable windows;
    private final Processes processes;
    private final RemoteObjects objects;
    private final PortRouter ports;
    private final AppDesk apps;
    private final Relay relay;

    OneWayFrames(
            IpcRouter ipc,
            WindowTable windows,
            Processes processes,
            RemoteObjects objects,
            PortRouter ports,
            AppDesk apps,
            Relay relay) {
        this.ipc = ipc;
        this.windows = windows;
        this.processes = processes;
        this.objects = objects;
        this.ports = ports;
        this.apps = apps;
        this.relay = relay;
    }

    /**
     * Hands a frame to its part; in the turn.
     *
     * @throws MalformedFrameException if nobody takes such a frame
     */
    Delivery take(RendererSession session, Upstream frame) {
        if (frame instanceof Upstream.Message message) {
            return message(session, message);
        } else if (isRemote(frame) && !session.isRemoteEnabled()) {
            return denied(session, frame, "may not use remote");
        } else if (!reaches(session, frame)) {
            return denied(session, frame, "was not granted what it means");
        } else if (frame instanceof Upstream.SendTo sendTo) {
            return relay(
                    session,
                    MessageKind.SEND_TO,
                    sendTo.webContentsId(),
                    new Downstream.Message(sendTo.channel(), session.webContentsId(), sendTo.arguments(), List.of()));
        } else if (frame instanceof Upstream.RemoteSend send) {
            return relay(session, MessageKind.REMOTE_SEND, send.webContentsId(), asMain(send));
        } else if (AppDesk.takes(frame)) {
            return apps.take(session, frame);
        } else if (frame instanceof PageNews news) {
            takeNews(session, news);
        } else {
            takeUnreported(session, frame);
        }
        return Delivery.DONE;
    }

    /** What no listener hears of, so that there is nothing to say of its delivery. */
    private void takeUnreported(RendererSession session, Upstream frame) {
        if (frame instanceof Upstream.PortMessage message) {
            ports.message(session, message);
        } else if (frame instanceof Upstream.PortReturned returned) {
            ports.returned(session, returned);
        } else if (frame instanceof Upstream.PortTaken taken) {
            ports.taken(session, taken);
        } else if (frame instanceof Upstream.PortClose close) {
            ports.close(session, close);
        } else if (frame instanceof Upstream.Cancel cancel) {
            windows.requests().cancel(session, cancel);
        } else if (frame instanceof Upstream.InvokeReply reply) {
            windows.requests().reply(session, reply);
        } else if (frame instanceof Upstream.CallbackReply reply) {
            objects.callbackReply(session, reply);
        } else if (frame instanceof Upstream.ReferencesReleased released) {
            objects.released(session, released);
        } else if (frame instanceof Upstream.BagUnwatch unwatch) {
            objects.unwatch(session, unwatch);
        } else if (frame instanceof Upstream.WindowClose close) {
            windows.fromId(close.windowId()).ifPresent(BrowserWindow::close);
        } else if (frame instanceof Upstream.WindowOrder order) {
            windows.order(order);
        } else if (!(frame instanceof Upstream.Withdrawn)) {
            throw new MalformedFrameException(
                    "Nobody takes a " + frame.getClass().getSimpleName());
        }
    }

    private void takeNews(RendererSession session, PageNews news) {
        if (news instanceof PageNews.PageLoaded) {
            windows.pages().loaded(session);
        } else if (news instanceof PageNews.PageFailed failed) {
            windows.pages().failed(session, StructuredClone.decodeError(failed.error()));
        } else if (news instanceof PageNews.WindowReport report) {
            windows.pages().reported(session, report);
        } else if (news instanceof PageNews.WindowFocus focus) {
            windows.pages().focusChanged(session, focus.focused());
        } else if (news instanceof PageNews.CloseRequest) {
            windows.closeRequested(session);
        } else if (news instanceof PageNews.UnloadAnswer answer) {
            windows.unloadAnswered(session, answer.attempt(), answer.stays());
        } else if (news instanceof PageNews.Exiting) {
            windows.pages().exiting(session);
        } else if (news instanceof PageNews.Goodbye) {
            processes.goodbye(session);
        }
    }

    /** Tells whether only handles that main gives make a renderer send such a frame. */
    private static boolean isRemote(Upstream frame) {
        return frame instanceof Upstream.RemoteSend
                || frame instanceof Upstream.WindowClose
                || frame instanceof Upstream.WindowOrder
                || AppDesk.takes(frame);
    }

    /** Tells whether a renderer may use what a frame says something is to be done with. */
    private static boolean reaches(RendererSession session, Upstream frame) {
        if (frame instanceof Upstream.RemoteSend send) {
            return session.grants().reachesContents(send.webContentsId());
        }
        if (frame instanceof Upstream.WindowClose close) {
            return session.grants().reachesWindow(close.windowId());
        }
        return !(frame instanceof Upstream.WindowOrder order)
                || session.grants().reachesWindow(order.windowId());
    }

    private Delivery denied(RendererSession session, Upstream frame, String why) {
        log.warn("{} {}: {} is dropped", session, why, frame.getClass().getSimpleName());
        if (frame instanceof Upstream.RemoteSend send) {
            relay.drop(session, send.webContentsId(), asMain(send));
        }
        return Delivery.DENIED;
    }

    private static Downstream.Message asMain(Upstream.RemoteSend send) {
        return new Downstream.Message(send.channel(), 0, send.arguments(), List.of());
    }

    private Delivery message(RendererSession session, Upstream.Message message) {
        List<MessagePort> adopted = ports.adopt(session, message.ports());
        Delivery delivery = ipc.message(session, message, adopted);
        if (delivery != Delivery.DONE) {
            ports.abandon(adopted);
        }
        return delivery;
    }

    private Delivery relay(RendererSession session, MessageKind kind, int webContentsId, Downstream.Message message) {
        if (ipc.admitsRelay(session, kind, webContentsId, message.channel(), message.arguments())) {
            relay.relay(session, webContentsId, message);
            return Delivery.DONE;
        }
        relay.drop(session, webContentsId, message);
        return Delivery.DENIED;
    }
}
