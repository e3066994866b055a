package dev.covalent.common.invoke;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;

/** The outcomes of requests that nothing was done for, or no answer given to. */
public final class Failures {

    private Failures() {}

    /** Returns the outcome of a request for a channel without a handler. */
    public static Outcome.Failure noHandler(String channel) {
        return new Outcome.Failure(
                FailureKind.NO_HANDLER,
                HandlerFailure.invoking(channel) + "Error: No handler registered for '" + channel + "'");
    }

    /** Returns the outcome of a synchronous message whose listeners returned without an answer. */
    public static Outcome.Failure noReply(String channel) {
        return new Outcome.Failure(
                FailureKind.NO_REPLY,
                "reply was never sent: the listeners of '" + channel
                        + "' returned without event.returnValue(…); call event.defer() to answer later");
    }

    /** Returns the outcome of a request that was not answered by its deadline. */
    public static Outcome.Failure late(String channel, long deadlineMillis) {
        return new Outcome.Failure(
                FailureKind.TIMEOUT,
                HandlerFailure.invoking(channel) + "no answer within " + deadlineMillis
                        + " ms; the handler may still run, and its cancellation is raised");
    }

    /** Returns the outcome of a request that an interceptor refuses. */
    public static Outcome.Failure denied(String channel, String reason) {
        return new Outcome.Failure(FailureKind.ACCESS_DENIED, "Main refuses '" + channel + "': " + reason);
    }

    /** Returns the outcome of a request whose handler has no room for it. */
    public static Outcome.Failure busy(String channel, String why) {
        return new Outcome.Failure(FailureKind.BUSY, HandlerFailure.invoking(channel) + why);
    }
}
