package dev.covalent.common.clone;

/** Gives what is encoded an index in place of each object that it refers to. */
public interface OutgoingReferences {

    /** Returns which types are referred to. */
    ReferenceTypes types();

    /**
     * Returns the index of an object: the same for the same object.
     *
     * @param type as what it is referred to
     * @throws IllegalArgumentException if it cannot be referred to so; the message says why, and begins with what it is
     */
    int indexOf(Object object, Target type);
}
