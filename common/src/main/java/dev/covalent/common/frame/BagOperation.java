package dev.covalent.common.frame;

/** What can be done with a property bag; crosses by name. */
public enum BagOperation {
    /** Reads a property; the answer is its value. */
    GET,
    /** Writes a property; the answer is null. */
    SET,
    /** Asks for a property; the answer is a truth value. */
    HAS,
    /** Removes a property; the answer is whether there was one. */
    DELETE,
    /** Asks for the names; the answer is a list. */
    KEYS,
    /** Asks for everything; the answer is a map. */
    SNAPSHOT
}
