package dev.covalent.renderer.remote;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.OwedAnswer;
import dev.covalent.common.remote.ObjectSpace;
import dev.covalent.common.remote.PassedObjects;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.renderer.link.MainLink;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs main's calls of the callbacks that this renderer passed to it.
 *
 * <p>Thread-safe. User code runs in the turn of the loop.
 */
final class Callbacks {
    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

    private final MainLink link;
    private final PassedObjects passed;
    private final ObjectSpace space;
    private final Consumer<Throwable> uncaught;

    Callbacks(MainLink link, PassedObjects passed, ObjectSpace space, Consumer<Throwable> uncaught) {
        this.link = link;
        this.passed = passed;
        this.space = space;
        this.uncaught = uncaught;
    }

    /**
     * Takes a call that main made, to be run in a later turn; one that only asks what a stage comes to is run also while the
     * loop waits for what main makes of that.
     */
    void received(Downstream.CallbackCall call) {
        PassedObjects.Callee callee = passed.find(call.callback(), call.method());
        if (callee != null && callee.givesStage()) {
            link.runAlsoInWaits(() -> run(call));
        } else {
            link.loop().execute(() -> run(call));
        }
    }

    private void run(Downstream.CallbackCall call) {
        PassedObjects.Callee callee = passed.find(call.callback(), call.method());
        if (callee == null) {
            space.discard(call.arguments());
            refuse(call);
            return;
        }
        CompletionStage<Outcome> ending = callee.method().perform(callee.object(), call.arguments(), space, uncaught);
        var unused = ending.thenAccept(outcome -> {
            if (call.call() != 0) {
                answer(call.call(), outcome, callee.method());
            }
        });
    }

    private void refuse(Downstream.CallbackCall call) {
        String problem = "This renderer passed no callback " + call.callback() + " with the method '" + call.method()
                + "' to main: both processes must use the same version of its interface";
        log.warn("Main called {} of callback {}, which it did not get from here", call.method(), call.callback());
        if (call.call() != 0) {
            Outcome.Failure refusal = new Outcome.Failure(FailureKind.MISUSE, problem);
            answer(call.call(), refusal, full -> refusal);
        }
    }

    private void answer(long call, Outcome outcome, RemoteMethod method) {
        answer(call, outcome, full -> {
            if (outcome instanceof Outcome.Success success) {
                space.retract(success.parcel());
            }
            return method.unsent(full);
        });
    }

    private void answer(long call, Outcome outcome, Function<QueueFullException, Outcome.Failure> refused) {
        OwedAnswer.send(
                outcome,
                "call " + call + " of a callback",
                refused,
                answer -> link.post(new Upstream.CallbackReply(call, answer)));
    }
}
