package dev.covalent.main.ipc;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.remote.HandlerFailure;

/** The outcomes of requests that nothing was done for, or no answer given to. */
final class Failures {

    private Failures() {}

    static Outcome.Failure noHandler(String channel) {
        return new Outcome.Failure(
                FailureKind.NO_HANDLER,
                HandlerFailure.invoking(channel) + "Error: No handler registered for '" + channel + "'");
    }

    static Outcome.Failure noReply(String channel) {
        return new Outcome.Failure(
                FailureKind.NO_REPLY,
                "reply was never sent: the listeners of '" + channel
                        + "' returned without event.returnValue(…); call event.defer() to answer later");
    }

    static Outcome.Failure denied(String channel, String reason) {
        return new Outcome.Failure(FailureKind.ACCESS_DENIED, "Main refuses '" + channel + "': " + reason);
    }

    static Outcome.Failure busy(String channel, String why) {
        return new Outcome.Failure(FailureKind.BUSY, HandlerFailure.invoking(channel) + why);
    }
}
