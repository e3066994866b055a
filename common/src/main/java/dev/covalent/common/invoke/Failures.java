package dev.covalent.common.invoke;

import dev.covalent.common.Cancellation;
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
                HandlerFailure.invoking(channel) + "reply was never sent: its listeners returned without"
                        + " event.returnValue(…); call event.defer() to answer later");
    }

    /** Returns the outcome of a request that was not answered by its deadline. */
    static Outcome.Failure late(Invocation late, Caller caller) {
        String rest = late.method() == null
                ? "the handler may still run, and its cancellation is raised. Answer sooner, or give it longer "
                        + caller.moreTime()
                : "the method may still run. Answer sooner, or raise MainProcess.builder().requestTimeout";
        return new Outcome.Failure(
                FailureKind.TIMEOUT,
                HandlerFailure.invoking(late.name()) + "no answer within " + late.deadlineMillis() + " ms; " + rest);
    }

    /** Returns the outcome of a request that nobody waited for any more when its turn came, so that nothing ran. */
    static Outcome.Failure givenUp(Invocation request, Cancellation.Reason why) {
        FailureKind kind = why == Cancellation.Reason.DEADLINE ? FailureKind.TIMEOUT : FailureKind.GONE;
        return new Outcome.Failure(
                kind, HandlerFailure.invoking(request.name()) + "its caller waits no more (" + why + "); nothing ran");
    }

    /** Returns the outcome of a request that an interceptor refuses. */
    public static Outcome.Failure denied(String channel, String reason) {
        return new Outcome.Failure(FailureKind.ACCESS_DENIED, "Main refuses '" + channel + "': " + reason);
    }

    /** Returns the outcome of a request whose caller has too many open already. */
    static Outcome.Failure full(Invocation refused, long open, long bound) {
        return busy(
                refused.name(),
                "Error: this caller's requests that are not answered yet take " + open + " bytes, the bound is " + bound
                        + "; nothing ran. Wait for answers before asking more, or raise"
                        + " MainProcess.builder().queueBound");
    }

    /** Returns the outcome of a request that is not taken, so that nothing ran. */
    public static Outcome.Failure busy(String channel, String why) {
        return new Outcome.Failure(FailureKind.BUSY, HandlerFailure.invoking(channel) + why);
    }
}
