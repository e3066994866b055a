package dev.covalent.common.observe;

import dev.covalent.common.frame.Upstream;

/** What a renderer's one-way frames are recorded as; of frames that are not here, nothing. */
final class UpstreamFrames {
    private UpstreamFrames() {}

    static void sent(Upstream frame) {
        if (frame instanceof Upstream.Message message) {
            Recorder.sent(
                    kind(message), message.channel(), 0, message.arguments().length());
        } else if (frame instanceof Upstream.SendTo message) {
            Recorder.sent(
                    "sendTo",
                    message.channel(),
                    message.webContentsId(),
                    message.arguments().length());
        } else if (frame instanceof Upstream.RemoteSend message) {
            Recorder.sent(
                    "webContents.send",
                    message.channel(),
                    message.webContentsId(),
                    message.arguments().length());
        } else if (frame instanceof Upstream.PortMessage message) {
            Recorder.sent("port", "port " + message.port(), 0, message.message().length());
        }
    }

    static Span handling(Upstream frame, int peer, long arrival) {
        if (frame instanceof Upstream.Message message) {
            return Recorder.received(
                    kind(message), message.channel(), peer, message.arguments().length(), arrival);
        }
        if (frame instanceof Upstream.Invoke request) {
            return Recorder.handling(
                    "invoke", request.channel(), peer, request.arguments().length(), arrival);
        }
        if (frame instanceof Upstream.Ask ask) {
            return Requests.handling(ask.asked(), peer, arrival);
        }
        if (frame instanceof Upstream.SendTo message) {
            return Recorder.received(
                    "sendTo", message.channel(), peer, message.arguments().length(), arrival);
        }
        if (frame instanceof Upstream.RemoteSend message) {
            return Recorder.received(
                    "webContents.send",
                    message.channel(),
                    peer,
                    message.arguments().length(),
                    arrival);
        }
        if (frame instanceof Upstream.PortMessage message) {
            return Recorder.received(
                    "port", "port " + message.port(), peer, message.message().length(), arrival);
        }
        return Span.OFF;
    }

    static Span asking(Upstream frame) {
        if (frame instanceof Upstream.Invoke request) {
            return Recorder.calling(
                    "invoke", request.channel(), 0, request.arguments().length());
        }
        if (frame instanceof Upstream.Ask ask) {
            return Requests.calling(ask.asked());
        }
        return Span.OFF;
    }

    private static String kind(Upstream.Message message) {
        return message.posted() ? "postMessage" : "send";
    }
}
