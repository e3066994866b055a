package dev.covalent.common.observe;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MethodKey;

/** What main's frames are recorded as; of frames that are not here, nothing. */
final class DownstreamFrames {
    private DownstreamFrames() {}

    static void sent(Downstream frame, int peer) {
        if (frame instanceof Downstream.Message message) {
            Recorder.sent(
                    kind(message), message.channel(), peer, message.arguments().length());
        } else if (frame instanceof Downstream.PortMessage message) {
            Recorder.sent(
                    "port", "port " + message.port(), peer, message.message().length());
        } else if (frame instanceof Downstream.CallbackCall call && call.call() == 0) { // nobody waits for its end
            Recorder.callingObject(
                            object(call),
                            MethodKey.name(call.method()),
                            peer,
                            call.arguments().length())
                    .end("sent");
        }
    }

    static Span handling(Downstream frame, long arrival) {
        if (frame instanceof Downstream.Message message) {
            return Recorder.received(
                    kind(message),
                    message.channel(),
                    message.senderId(),
                    message.arguments().length(),
                    arrival);
        }
        if (frame instanceof Downstream.PortMessage message) {
            return Recorder.received(
                    "port", "port " + message.port(), 0, message.message().length(), arrival);
        }
        if (frame instanceof Downstream.CallbackCall call) {
            return Recorder.handlingObject(
                    object(call),
                    MethodKey.name(call.method()),
                    0,
                    call.arguments().length(),
                    arrival);
        }
        if (frame instanceof Downstream.Invoke request) {
            return Recorder.handling(
                    "webContents.invoke",
                    request.channel(),
                    0,
                    request.arguments().length(),
                    arrival);
        }
        return Span.OFF;
    }

    static Span asking(Downstream frame, int peer) {
        if (frame instanceof Downstream.Invoke request) {
            return Recorder.calling(
                    "webContents.invoke",
                    request.channel(),
                    peer,
                    request.arguments().length());
        }
        if (frame instanceof Downstream.CallbackCall call) {
            return Recorder.callingObject(
                    object(call),
                    MethodKey.name(call.method()),
                    peer,
                    call.arguments().length());
        }
        return Span.OFF;
    }

    private static String kind(Downstream.Message message) {
        if (message.posted()) {
            return "postMessage";
        }
        return message.senderId() == 0 ? "webContents.send" : "sendTo";
    }

    private static String object(Downstream.CallbackCall call) {
        return "callback " + call.callback();
    }
}
