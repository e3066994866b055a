package dev.covalent.common.observe;

import dev.covalent.common.frame.MethodKey;
import dev.covalent.common.frame.Request;

/** What a renderer's requests are recorded as; of requests that are not here, nothing. */
final class Requests {
    private Requests() {}

    static Span calling(Request request) {
        if (request instanceof Request.SendSync message) {
            return Recorder.calling(
                    "sendSync", message.channel(), 0, message.arguments().length());
        }
        if (request instanceof Request.BagCall call) {
            return Recorder.callingObject(
                    call.object(), method(call), 0, call.value().length());
        }
        if (request instanceof Request.ObjectCall call) {
            return Recorder.callingObject(
                    call.object(),
                    MethodKey.name(call.method()),
                    0,
                    call.arguments().length());
        }
        return Span.OFF;
    }

    static Span handling(Request request, int peer, long arrival) {
        if (request instanceof Request.SendSync message) {
            return Recorder.handling(
                    "sendSync", message.channel(), peer, message.arguments().length(), arrival);
        }
        if (request instanceof Request.BagCall call) {
            return Recorder.handlingObject(
                    call.object(), method(call), peer, call.value().length(), arrival);
        }
        if (request instanceof Request.ObjectCall call) {
            return Recorder.handlingObject(
                    call.object(),
                    MethodKey.name(call.method()),
                    peer,
                    call.arguments().length(),
                    arrival);
        }
        return Span.OFF;
    }

    private static String method(Request.BagCall call) {
        return call.property().isEmpty() ? call.operation() : call.operation() + " " + call.property();
    }
}
