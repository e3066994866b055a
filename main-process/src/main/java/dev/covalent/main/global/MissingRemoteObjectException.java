package dev.covalent.main.global;

/** A renderer used an object that main does not share, or shares no more. */
final class MissingRemoteObjectException extends IllegalStateException {

    /**
     * Makes the exception, with the text of {@code @electron/remote}.
     *
     * @param action what was tried: {@code "get property 'x'"}
     */
    MissingRemoteObjectException(String action, String object) {
        super("Cannot " + action + " on missing remote object '" + GlobalName.shown(object) + "'");
    }
}
