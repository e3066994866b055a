package dev.covalent.common.invoke;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;

/** The outcomes of requests that fail, in Electron's words. */
public final class Failures {

    private Failures() {}

    /** Returns the outcome of a request for a channel without a handler. */
    public static Outcome.Failure noHandler(String channel) {
        return new Outcome.Failure(
                FailureKind.NO_HANDLER, invoking(channel) + "Error: No handler registered for '" + channel + "'");
    }

    /** Returns the outcome of a request whose handler threw. */
    public static Outcome.Failure handler(String channel, Throwable thrown) {
        return new Outcome.Failure(
                FailureKind.HANDLER,
                invoking(channel) + text(thrown),
                Payload.of(StructuredClone.encodeError(StructuredClone.errorOf(thrown))));
    }

    /** Returns the outcome of a request that was not answered by its deadline. */
    public static Outcome.Failure late(String channel, long deadlineMillis) {
        return new Outcome.Failure(
                FailureKind.TIMEOUT,
                invoking(channel) + "no answer within " + deadlineMillis
                        + " ms; the handler may still run, and its cancellation is raised");
    }

    private static String invoking(String channel) {
        return "Error invoking remote method '" + channel + "': ";
    }

    private static String text(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (RuntimeException broken) { // an exception whose toString throws is still an answer
            return thrown.getClass().getName();
        }
    }
}
