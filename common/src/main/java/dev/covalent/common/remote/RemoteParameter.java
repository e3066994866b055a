package dev.covalent.common.remote;

import dev.covalent.common.UncloneableValueException;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the argument for one parameter crosses. A stage crosses as a function that gives it, which its receiver calls at once:
 * so what it comes to is the answer of that call, with the deadline of one.
 *
 * <p>Immutable.
 *
 * @param type what crosses
 * @param stage whether that gives a stage
 */
record RemoteParameter(Type type, boolean stage) {

    /** Makes the parameter of a resolved type. */
    static RemoteParameter of(Type declared) {
        return Positions.isStage(TypeBindings.erase(declared))
                ? new RemoteParameter(TypeBindings.parameterized(Supplier.class, declared), true)
                : new RemoteParameter(declared, false);
    }

    /**
     * Returns what crosses in place of an argument.
     *
     * @param index the argument's, for messages
     */
    @Nullable Object sent(@Nullable Object argument, int index) {
        if (!stage || argument == null) {
            return argument;
        }
        if (!(argument instanceof CompletionStage<?> given)) {
            throw new UncloneableValueException(
                    "args[" + index + "]",
                    argument.getClass().getName()
                            + ", which nobody can wait for without a thread: pass a CompletableFuture");
        }
        return new GivenStage(given);
    }

    /** Returns the argument in whose place something has crossed. */
    @Nullable Object received(@Nullable Object crossed) {
        return stage && crossed != null ? Objects.requireNonNull(((Supplier<?>) crossed).get(), "stage") : crossed;
    }
}
