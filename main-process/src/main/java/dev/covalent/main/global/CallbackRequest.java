package dev.covalent.main.global;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.remote.DeclaredException;
import dev.covalent.common.remote.ObjectSpace;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.main.invoke.RendererCall;
import org.jspecify.annotations.Nullable;

/** A call of a callback that has a result. */
record CallbackRequest(long callback, RemoteMethod method, Parcel arguments, ObjectSpace space, long deadlineMillis)
        implements RendererCall<@Nullable Object> {

    /** Says what is asked, for messages. */
    static String described(RemoteMethod method) {
        return "callback " + method.name();
    }

    @Override
    public Downstream frame(long number) {
        return new Downstream.CallbackCall(callback, number, method.key(), arguments);
    }

    @Override
    public void notSent() {
        space.retract(arguments);
    }

    @Override
    public String remedy() {
        return "answer sooner, or raise MainProcess.builder().requestTimeout";
    }

    @Override
    @SuppressWarnings("NullAway") // the type of the answer is nullable
    public @Nullable Object answer(Parcel value) {
        return method.decodeResult(value, space);
    }

    @Override
    public Throwable failure(Outcome.Failure failure) {
        if (failure.kind() == FailureKind.DECLARED) {
            return DeclaredException.rebuilt(method, DeclaredException.decode(failure));
        }
        RemoteError error = failure.error().length() == 0
                ? new RemoteError(failure.kind().name(), failure.message(), "", null)
                : StructuredClone.decodeError(failure.error());
        return new RemoteCallException(failure.message(), error);
    }

    @Override
    public String toString() {
        return described(method);
    }
}
