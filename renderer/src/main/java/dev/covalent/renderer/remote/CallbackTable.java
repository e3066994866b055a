package dev.covalent.renderer.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.CallbackRelease;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.OwedAnswer;
import dev.covalent.common.remote.CallbackNumbers;
import dev.covalent.common.remote.CallbackReference;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import dev.covalent.renderer.link.MainLink;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callbacks that this renderer passed to main, by number. One object has one number, whatever it was passed as, so
 * main can recognize it; what may be called on it is what the interfaces have that it was passed as. A callback is kept
 * until main has released it as often as it was passed: so it stays when it is passed again while main says that it holds
 * it no more.
 *
 * <p>Thread-safe. User code runs in the turn of the loop, without the lock.
 */
final class CallbackTable implements CallbackNumbers {
    private static final Logger log = LoggerFactory.getLogger(CallbackTable.class);

    private final MainLink link;
    private final Consumer<Throwable> uncaught;
    private final Object lock = new Object();

    @GuardedBy("lock") private final IdentityHashMap<Object, Callback> byObject = new IdentityHashMap<>();

    @GuardedBy("lock") private final Map<Long, Callback> byNumber = new HashMap<>();

    @GuardedBy("lock") private long lastNumber;

    CallbackTable(MainLink link, Consumer<Throwable> uncaught) {
        this.link = link;
        this.uncaught = uncaught;
    }

    @Override
    public CallbackReference referenceTo(Object object, RemoteInterface type) {
        String place = isKnown(object) ? "" : CallingPlace.find(); // takes a while
        synchronized (lock) {
            Callback callback = byObject.get(object);
            if (callback == null) {
                callback = new Callback(object, new CallbackReference(++lastNumber, place));
                byObject.put(object, callback);
                byNumber.put(callback.reference.number(), callback);
            }
            callback.passed++;
            type.methods().forEach(callback::allow);
            return callback.reference;
        }
    }

    private boolean isKnown(Object object) {
        synchronized (lock) {
            return byObject.containsKey(object);
        }
    }

    /** Takes the news, to be acted upon in a later turn, that main holds a callback no more. */
    void released(Downstream.CallbacksReleased released) {
        link.loop().execute(() -> released.releases().forEach(this::release));
    }

    @Override
    public void retract(CallbackReference reference) {
        release(new CallbackRelease(reference.number(), 1));
    }

    private void release(CallbackRelease release) {
        synchronized (lock) {
            Callback callback = byNumber.get(release.callback());
            if (callback == null) {
                return;
            }
            callback.passed -= release.count();
            if (callback.passed <= 0) {
                byNumber.remove(release.callback());
                byObject.remove(callback.object);
            }
        }
    }

    /** Returns how many callbacks main may call. */
    int size() {
        synchronized (lock) {
            return byNumber.size();
        }
    }

    /** Takes a call that main made, to be run in a later turn. */
    void received(Downstream.CallbackCall call) {
        link.loop().execute(() -> run(call));
    }

    private void run(Downstream.CallbackCall call) {
        Callback callback;
        RemoteMethod method;
        synchronized (lock) {
            callback = byNumber.get(call.callback());
            method = callback == null ? null : callback.methods.get(call.method());
        }
        if (callback == null || method == null) {
            refuse(call);
            return;
        }
        CompletionStage<Outcome> ending = method.perform(callback.object, call.arguments(), uncaught);
        if (call.call() != 0) {
            RemoteMethod called = method;
            var unused = ending.thenAccept(outcome -> answer(call.call(), outcome, called::unsent));
        }
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

    private void answer(long call, Outcome outcome, Function<QueueFullException, Outcome.Failure> refused) {
        OwedAnswer.send(
                outcome,
                "call " + call + " of a callback",
                refused,
                answer -> link.post(new Upstream.CallbackReply(call, answer)));
    }

    /** A callback; guarded by the table's lock, but for what does not change. */
    private static final class Callback {
        private final Object object;
        private final CallbackReference reference;

        /** What may be called on it, by key. */
        private final Map<String, RemoteMethod> methods = new HashMap<>();

        /** How often it was passed, less what main has released. */
        private long passed;

        Callback(Object object, CallbackReference reference) {
            this.object = object;
            this.reference = reference;
        }

        void allow(RemoteMethod method) {
            methods.putIfAbsent(method.key(), method);
        }
    }
}
