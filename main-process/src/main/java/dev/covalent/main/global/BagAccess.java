package dev.covalent.main.global;

import dev.covalent.common.RemoteError;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a renderer on a property bag.
 *
 * <p>Immutable.
 */
record BagAccess(Request.BagCall call) {

    /**
     * Carries the operation out.
     *
     * @param shared what is shared under the name; null if nothing is
     */
    Outcome serve(@Nullable Shared shared) {
        BagOperation operation;
        try {
            operation = BagOperation.valueOf(call.operation());
        } catch (IllegalArgumentException unknown) {
            return misuse("Property bags have no operation '" + GlobalName.shown(call.operation())
                    + "': both processes must use the same version");
        }
        if (shared == null) {
            return missing(action(operation), call.object());
        }
        if (!(shared instanceof SharedBag bag)) {
            return misuse("Cannot " + action(operation) + " of '" + call.object() + "', which is shared as "
                    + shared.description().type() + ": use getGlobal(name, type)");
        }
        try {
            return new Outcome.Success(perform(bag, operation));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return misuse(String.valueOf(refused.getMessage()));
        }
    }

    /** Makes the failure for a name under which nothing is shared. */
    static Outcome missing(String action, String object) {
        MissingRemoteObjectException missing = new MissingRemoteObjectException(action, object);
        RemoteError error = StructuredClone.errorOf(missing);
        return new Outcome.Failure(
                FailureKind.REMOTE_CALL,
                String.valueOf(missing.getMessage()),
                Payload.of(StructuredClone.encodeError(error)));
    }

    private Payload perform(SharedBag bag, BagOperation operation) {
        return switch (operation) {
            case GET -> bag.encoded(call.property());
            case SET -> {
                StructuredClone.decode(call.value().bytes()); // what is malformed must not wait for a reader
                bag.put(call.property(), call.value());
                yield Payload.NONE;
            }
            case HAS -> encoded(bag.has(call.property()));
            case DELETE -> encoded(bag.delete(call.property()));
            case KEYS -> encoded(List.copyOf(bag.keys()));
            case SNAPSHOT -> encoded(bag.snapshot());
        };
    }

    private String action(BagOperation operation) {
        String property = "property '" + GlobalName.shown(call.property()) + "'";
        return switch (operation) {
            case GET -> "get " + property;
            case SET -> "set " + property;
            case HAS, DELETE, KEYS, SNAPSHOT ->
                "call method '" + operation.name().toLowerCase(Locale.ROOT) + "'";
        };
    }

    private static Payload encoded(Object value) {
        return Payload.of(StructuredClone.encode(value, "result"));
    }

    private static Outcome misuse(String message) {
        return new Outcome.Failure(FailureKind.MISUSE, message);
    }
}
