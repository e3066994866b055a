package dev.covalent.common.clone;

/** Gives what is decoded the objects that it refers to. */
public interface IncomingReferences {

    /** Returns which types are referred to. */
    ReferenceTypes types();

    /**
     * Returns the object at an index, which a peer wrote.
     *
     * @param type as what it is referred to
     * @throws IllegalArgumentException if there is none, or none of that type; the message begins with what was found
     */
    Object at(int index, Target type);
}
