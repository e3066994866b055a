package dev.covalent.main.trace;

import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MethodKey;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a frame, under the names of the recordings.
 *
 * @param kind what it is
 * @param channel where it goes; cut, since a renderer chooses it and it is kept until whoever traces takes it
 * @param from the contents that it comes from; 0 for main
 * @param to the contents that it is for; 0 for main
 * @param bytes how long its arguments are
 */
record Passing(String kind, String channel, int from, int to, long bytes) {
    /** The most characters of a channel that are told. */
    static final int MAX_CHANNEL = 256;

    private static final String REMOTE = "remote";
    private static final String ELLIPSIS = "…";

    Passing {
        channel = cut(channel);
    }

    /** Returns what is told of a renderer's one-way frame; null for nothing. */
    static @Nullable Passing of(Upstream frame, int sender) {
        if (frame instanceof Upstream.Message message) {
            String kind = message.posted() ? "postMessage" : "send";
            return new Passing(
                    kind, message.channel(), sender, 0, message.arguments().length());
        }
        if (frame instanceof Upstream.Invoke request) {
            return new Passing(
                    "invoke", request.channel(), sender, 0, request.arguments().length());
        }
        if (frame instanceof Upstream.SendTo message) {
            return new Passing(
                    "sendTo",
                    message.channel(),
                    sender,
                    message.webContentsId(),
                    message.arguments().length());
        }
        if (frame instanceof Upstream.RemoteSend message) {
            return new Passing(
                    "webContents.send",
                    message.channel(),
                    sender,
                    message.webContentsId(),
                    message.arguments().length());
        }
        if (frame instanceof Upstream.PortMessage message) {
            return new Passing(
                    "port",
                    "port " + message.port(),
                    sender,
                    0,
                    message.message().length());
        }
        return frame instanceof Upstream.Ask ask ? of(ask.asked(), sender) : null;
    }

    /** Returns what is told of a renderer's request; null for nothing. */
    static @Nullable Passing of(Request request, int sender) {
        if (request instanceof Request.SendSync message) {
            return new Passing(
                    "sendSync",
                    message.channel(),
                    sender,
                    0,
                    message.arguments().length());
        }
        if (request instanceof RemoteRequest.BagCall call) {
            String what = call.object() + "." + BagStep.describe(call.path(), call.steps());
            return new Passing(REMOTE, what, sender, 0, BagStep.bytes(call.steps()));
        }
        if (request instanceof RemoteRequest.ObjectCall call) {
            return new Passing(
                    REMOTE,
                    call.label() + "." + MethodKey.name(call.method()),
                    sender,
                    0,
                    call.arguments().length());
        }
        return request instanceof RemoteRequest remote ? new Passing(REMOTE, remote.method(), sender, 0, 0) : null;
    }

    /** Returns what is told of a frame of main's that nobody answers; null for nothing. */
    static @Nullable Passing sent(Downstream frame, int receiver) {
        if (frame instanceof Downstream.Message message) {
            String kind = message.posted() ? "webContents.postMessage" : "webContents.send";
            return new Passing(
                    kind,
                    message.channel(),
                    message.senderId(),
                    receiver,
                    message.arguments().length());
        }
        if (frame instanceof Downstream.PortMessage message) {
            return new Passing(
                    "port",
                    "port " + message.port(),
                    0,
                    receiver,
                    message.message().length());
        }
        return frame instanceof Downstream.CallbackCall call && call.call() == 0 ? callback(call, receiver) : null;
    }

    /** Returns what is told of a frame of main's that asks; null for nothing. */
    static @Nullable Passing asked(Downstream frame, int receiver) {
        if (frame instanceof Downstream.Invoke request) {
            return new Passing(
                    "webContents.invoke",
                    request.channel(),
                    0,
                    receiver,
                    request.arguments().length());
        }
        return frame instanceof Downstream.CallbackCall call ? callback(call, receiver) : null;
    }

    private static Passing callback(Downstream.CallbackCall call, int receiver) {
        return new Passing(
                "callback",
                "callback " + call.callback() + "." + MethodKey.name(call.method()),
                0,
                receiver,
                call.arguments().length());
    }

    private static String cut(String channel) {
        if (channel.length() <= MAX_CHANNEL) {
            return channel;
        }
        int end = MAX_CHANNEL - ELLIPSIS.length();
        return channel.substring(0, Character.isHighSurrogate(channel.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }
}
