package dev.covalent.common.invoke;

import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.NoReplyException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.RemoteCallException;
import dev.covalent.common.TypeToken;
import dev.covalent.common.WriteVetoedException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.remote.DeclaredException;
import java.util.List;

/** Turns the outcome of a request into its value, or into the exception that says what went wrong. */
public final class Answers {
    private static final TypeToken<List<Long>> NUMBERS = new TypeToken<>() {};

    private Answers() {}

    /**
     * Returns the value of an outcome.
     *
     * @throws RuntimeException what went wrong, if it has none
     */
    public static Parcel value(Outcome outcome) {
        if (outcome instanceof Outcome.Success success) {
            return success.parcel();
        }
        throw exception((Outcome.Failure) outcome);
    }

    /** Returns what the caller of a request that failed is to see. */
    public static RuntimeException exception(Outcome.Failure failure) {
        String message = failure.message();
        return switch (failure.kind()) {
            case HANDLER -> new HandlerException(message, StructuredClone.decodeError(failure.error()));
            case REMOTE_CALL -> new RemoteCallException(message, StructuredClone.decodeError(failure.error()));
            case DECLARED -> DeclaredException.decode(failure);
            case MISSING -> new MissingRemoteObjectException(message);
            case NO_HANDLER -> new NoHandlerException(message);
            case NO_REPLY -> new NoReplyException(message);
            case ACCESS_DENIED -> new RemoteAccessDeniedException(message);
            case TIMEOUT -> new IpcTimeoutException(message);
            case GONE -> new PeerGoneException(message);
            case BUSY -> new QueueFullException(message);
            case QUOTA -> quota(failure);
            case VETO ->
                new WriteVetoedException(
                        message, StructuredClone.value(failure.error()).get(WriteVetoedException.Veto.class));
            case MISUSE -> new IllegalArgumentException(message);
            case STATE -> new IllegalStateException(message);
        };
    }

    private static RuntimeException quota(Outcome.Failure failure) {
        List<Long> numbers = StructuredClone.value(failure.error()).get(NUMBERS);
        return new QuotaExceededException(numbers.get(0), numbers.get(1), numbers.get(2));
    }
}
