package dev.covalent.main.invoke;

import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.invoke.Answers;
import dev.covalent.common.payload.Payload;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A {@code webContents.invoke}. Immutable.
 *
 * @param <T> the type of the answer
 * @param channel where it goes
 * @param deadlineMillis how long main waits
 * @param arguments the encoded arguments
 * @param conversion makes the answer from the value
 */
public record InvokeCall<T>(String channel, long deadlineMillis, Payload arguments, Function<Value, T> conversion)
        implements RendererCall<T> {
    /** How a request of main's may fail in a page. */
    private static final Set<FailureKind> KINDS =
            EnumSet.of(FailureKind.HANDLER, FailureKind.NO_HANDLER, FailureKind.TIMEOUT, FailureKind.BUSY);

    @Override
    public Downstream frame(long number) {
        return new Downstream.Invoke(number, channel, deadlineMillis, arguments);
    }

    @Override
    public Downstream cancel(long number, boolean late) {
        return new Downstream.Cancel(number, late);
    }

    @Override
    public String remedy() {
        return "answer sooner, or give webContents.invoke a longer deadline";
    }

    @Override
    public T answer(Parcel value) {
        Value answer = StructuredClone.value(value.value().giveAway());
        boolean unused = answer.isNull(); // decodes it: what is malformed is the renderer's fault, and not its reader's
        return conversion.apply(answer);
    }

    @Override
    public RuntimeException failure(Outcome.Failure failure) {
        if (!KINDS.contains(failure.kind())) {
            throw new MalformedFrameException("No renderer answers an invoke with " + failure.kind());
        }
        return Answers.exception(failure);
    }

    @Override
    public String toString() {
        return "invoke of '" + channel + "'";
    }
}
