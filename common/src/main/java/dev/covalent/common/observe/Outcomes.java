package dev.covalent.common.observe;

import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
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

    private static final Map<Class<?>, String> WORDS = Map.of(
            HandlerException.class, word(FailureKind.HANDLER),
            RemoteCallException.class, word(FailureKind.REMOTE_CALL),
            NoHandlerException.class, word(FailureKind.NO_HANDLER),
            NoReplyException.class, word(FailureKind.NO_REPLY),
            RemoteAccessDeniedException.class, word(FailureKind.ACCESS_DENIED),
            IpcTimeoutException.class, word(FailureKind.TIMEOUT),
            PeerGoneException.class, GONE,
            QuotaExceededException.class, word(FailureKind.QUOTA),
            WriteVetoedException.class, word(FailureKind.VETO),
            IllegalArgumentException.class, word(FailureKind.MISUSE));

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
        String word = WORDS.get(cause.getClass());
        return word != null ? word : cause.getClass().getSimpleName();
    }

    private static String word(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
