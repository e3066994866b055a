package dev.covalent.common.observe;

import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.NoReplyException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** Words for how things end, the same on both sides of a request. Immutable. */
final class Outcomes {
    static final String SUCCESS = "success";
    static final String DENIED = "denied";
    static final String UNHEARD = "unheard";
    static final String CANCELLED = "cancelled";
    static final String GONE = word(FailureKind.GONE);

    private static final Map<Class<?>, String> WORDS = Map.ofEntries(
            Map.entry(HandlerException.class, word(FailureKind.HANDLER)),
            Map.entry(RemoteCallException.class, word(FailureKind.REMOTE_CALL)),
            Map.entry(MissingRemoteObjectException.class, word(FailureKind.MISSING)),
            Map.entry(NoHandlerException.class, word(FailureKind.NO_HANDLER)),
            Map.entry(NoReplyException.class, word(FailureKind.NO_REPLY)),
            Map.entry(RemoteAccessDeniedException.class, word(FailureKind.ACCESS_DENIED)),
            Map.entry(IpcTimeoutException.class, word(FailureKind.TIMEOUT)),
            Map.entry(PeerGoneException.class, GONE),
            Map.entry(QuotaExceededException.class, word(FailureKind.QUOTA)),
            Map.entry(WriteVetoedException.class, word(FailureKind.VETO)),
            Map.entry(IllegalArgumentException.class, word(FailureKind.MISUSE)));

    private Outcomes() {}

    static String of(Outcome outcome) {
        return outcome instanceof Outcome.Failure failure ? word(failure.kind()) : SUCCESS;
    }

    static String of(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CancellationException) {
            return CANCELLED;
        }
        if (cause instanceof QueueFullException || cause instanceof IpcClosedException) {
            return "not-sent";
        }
        if (cause.getCause() instanceof RemoteCallException) { // rebuilt as what the method declares
            return word(FailureKind.REMOTE_CALL);
        }
        String word = WORDS.get(cause.getClass());
        return word != null ? word : cause.getClass().getSimpleName();
    }

    private static String word(FailureKind kind) {
        FailureKind told = kind == FailureKind.DECLARED ? FailureKind.REMOTE_CALL : kind;
        return told.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
