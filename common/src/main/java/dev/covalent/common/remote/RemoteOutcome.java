package dev.covalent.common.remote;

import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the outcome of one call of a method from what it returned or threw.
 *
 * <p>Immutable.
 *
 * @param method what was called
 * @param objects where what the result refers to is entered
 */
record RemoteOutcome(RemoteMethod method, ObjectSpace objects) {

    /**
     * Makes the outcome of a method that returned.
     *
     * @param report is told if the virtual machine fails as a stage comes to its end
     */
    CompletionStage<Outcome> of(@Nullable Object result, Consumer<Throwable> report) {
        if (method.answer() != RemoteMethod.Answer.STAGE) {
            return CompletableFuture.completedFuture(success(result));
        }
        if (!(result instanceof CompletionStage<?> stage)) {
            return CompletableFuture.completedFuture(failure(
                    method,
                    new IllegalStateException(method + " returned "
                            + (result == null
                                    ? "null"
                                    : "a " + result.getClass().getName())
                            + ", which nobody can wait for without a thread: return a CompletableFuture")));
        }
        try {
            // A future of this class's own: what a stage of the user's making gives could throw at whoever waits.
            CompletableFuture<Outcome> ending = new CompletableFuture<>();
            var unused = stage.handle(
                    (value, failed) -> ending.complete(failed == null ? success(value) : failed(failed, report)));
            return ending;
        } catch (RuntimeException refused) { // a stage of the user's own making
            return CompletableFuture.completedFuture(failure(method, refused));
        }
    }

    /** Makes the outcome of a method that threw. */
    CompletionStage<Outcome> thrown(Throwable problem, Consumer<Throwable> report) {
        report.accept(problem);
        return CompletableFuture.completedFuture(failure(method, problem));
    }

    private Outcome failed(Throwable problem, Consumer<Throwable> report) {
        if (unwrapped(problem) instanceof VirtualMachineError fatal) {
            report.accept(fatal);
        }
        return failure(method, problem);
    }

    private Outcome success(@Nullable Object result) {
        if (method.answer() == RemoteMethod.Answer.NOTHING) {
            return new Outcome.Success(Payload.NONE);
        }
        try {
            return new Outcome.Success(method.encodeResult(result, objects));
        } catch (RuntimeException uncloneable) {
            return failure(method, uncloneable);
        }
    }

    /** Makes the outcome of a call that failed. */
    static Outcome.Failure failure(RemoteMethod method, Throwable problem) {
        Throwable original = unwrapped(problem);
        RemoteError error = StructuredClone.errorOf(original);
        String kind = method.isOfFunction() ? "function" : "method";
        String message = "Could not call remote " + kind + " '" + method.name() + "'. Check that the " + kind
                + " signature is correct. Underlying error: " + error;
        Optional<Class<?>> declared = DeclaredException.of(method, original);
        return declared.isPresent()
                ? DeclaredException.failure(declared.get(), message, error)
                : new Outcome.Failure(FailureKind.REMOTE_CALL, message, StructuredClone.encodeError(error));
    }

    /** Returns what the code of the method threw, without what stages wrap it in. */
    private static Throwable unwrapped(Throwable problem) {
        Throwable cause = problem.getCause();
        boolean wrapped = problem instanceof CompletionException || problem instanceof ExecutionException;
        return wrapped && cause != null ? unwrapped(cause) : problem;
    }
}
