package dev.covalent.main.global;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;

/** What a renderer is told that used an object which main does not have for it, with the text of {@code @electron/remote}. */
final class MissingObject {
    private MissingObject() {}

    /**
     * Makes the exception for a name under which nothing is shared.
     *
     * @param action what was tried: {@code "get property 'x'"}
     */
    static MissingRemoteObjectException unshared(String action, String name) {
        return new MissingRemoteObjectException(message(action, name) + ": main does not share it, or no more");
    }

    /** Makes the failure for an object that the renderer does not hold, or may not call any more. */
    static Outcome.Failure notHeld(String action, String label) {
        return new Outcome.Failure(
                FailureKind.MISSING,
                message(action, label) + ": main has unshared it, or this renderer does not hold it (any more)");
    }

    /** Makes the failure of an exception. */
    static Outcome.Failure failure(MissingRemoteObjectException missing) {
        return new Outcome.Failure(FailureKind.MISSING, String.valueOf(missing.getMessage()));
    }

    private static String message(String action, String object) {
        return "Cannot " + action + " on missing remote object '" + GlobalName.shown(object) + "'";
    }
}
