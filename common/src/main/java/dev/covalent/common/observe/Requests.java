package dev.covalent.common.observe;

import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.MethodKey;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;

/** What a renderer's requests are recorded as; of requests that are not here, nothing. */
final class Requests {
    private Requests() {}

    static Span calling(Request request) {
        if (request instanceof Request.SendSync message) {
            return Recorder.calling(
                    "sendSync", message.channel(), 0, message.arguments().length());
        }
        if (request instanceof RemoteRequest.BagCall call) {
            return Recorder.callingObject(
                    call.object(), BagStep.describe(call.path(), call.steps()), 0, BagStep.bytes(call.steps()));
        }
        if (request instanceof RemoteRequest.ObjectCall call) {
            return Recorder.callingObject(
                    call.label(),
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
        if (request instanceof RemoteRequest.BagCall call) {
            return Recorder.handlingObject(
                    call.object(),
                    BagStep.describe(call.path(), call.steps()),
                    peer,
                    BagStep.bytes(call.steps()),
                    arrival);
        }
        if (request instanceof RemoteRequest.ObjectCall call) {
            return Recorder.handlingObject(
                    call.label(),
                    MethodKey.name(call.method()),
                    peer,
                    call.arguments().length(),
                    arrival);
        }
        return Span.OFF;
    }
}
