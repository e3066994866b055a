package dev.covalent.main.ipc;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;

/** The outcomes of requests that fail, in Electron's words. */
final class Failures {

    private Failures() {}

    static Outcome.Failure noHandler(String channel) {
        return new Outcome.Failure(
                FailureKind.NO_HANDLER, invoking(channel) + "Error: No handler registered for '" + channel + "'");
    }

    static Outcome.Failure handler(String channel, Throwable thrown) {
        return new Outcome.Failure(
                FailureKind.HANDLER,
                invoking(channel) + text(thrown),
                Payload.of(StructuredClone.encodeError(StructuredClone.errorOf(thrown))));
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
