package dev.covalent.main.global;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.GlobalDescription;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.CallbackProxies;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.common.remote.RemoteMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object of which renderers may call the methods of one interface.
 *
 * <p>Immutable.
 *
 * @param name the name that it is shared under
 * @param type what may be called
 * @param implementation what the calls reach
 */
record TypedObject(String name, RemoteInterface type, Object implementation) implements Shared {
    private static final Logger log = LoggerFactory.getLogger(TypedObject.class);

    @Override
    public GlobalDescription description() {
        return new GlobalDescription(type.name());
    }

    /** Calls a method; what the method throws is the caller's to handle, so here it is only worth a debug line. */
    CompletionStage<Outcome> call(String key, Payload arguments, CallbackProxies callbacks) {
        RemoteMethod method = type.find(key);
        if (method == null) {
            return CompletableFuture.completedFuture(new Outcome.Failure(FailureKind.MISUSE, noSuchMethod(key)));
        }
        return method.perform(
                implementation, arguments, callbacks, thrown -> log.debug("'{}': {} threw", name, method, thrown));
    }

    private String noSuchMethod(String key) {
        return "The remote object '" + name + "' has no method '" + GlobalName.shown(key) + "' in " + type.name()
                + ", as which it is shared: both processes must use the same version of the interface";
    }
}
