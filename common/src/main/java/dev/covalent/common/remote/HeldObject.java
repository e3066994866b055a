package dev.covalent.common.remote;

/** What handles the calls of a proxy that stands for an object of the other process. */
public interface HeldObject {

    /** Returns the table that the object is in. */
    HeldReferences table();

    /** Returns its number there. */
    long number();

    /** Tells whether this process has let it go, so that it can neither be called nor go back. */
    default boolean isReleased() {
        return false;
    }
}
