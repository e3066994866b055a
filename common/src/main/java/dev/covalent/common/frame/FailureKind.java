package dev.covalent.common.frame;

/** What kind of failure an {@link Outcome.Failure} is; decides the exception that the caller gets. */
public enum FailureKind {
    /** A handler or listener threw, or its stage failed; carries the error. */
    HANDLER,
    /** A method of a remote object threw; carries the error. */
    REMOTE_CALL,
    /** A method of a remote object threw what its interface declares; carries that name and the error. */
    DECLARED,
    /** The remote object is there no more, or never was. */
    MISSING,
    /** Nobody handles the channel. */
    NO_HANDLER,
    /** The listeners returned without an answer. */
    NO_REPLY,
    /** The peer refuses. */
    ACCESS_DENIED,
    /** The answer did not come within the deadline. */
    TIMEOUT,
    /** The answerer went away. */
    GONE,
    /** The storage has no room. */
    QUOTA,
    /** Main vetoed what was to be written; carries what and why. */
    VETO,
    /** Too much waits to be run already; nothing ran. */
    BUSY,
    /** The request makes no sense for this object, or is made of what it cannot be made of. */
    MISUSE,
    /** The peer, or the object that is asked, is in a state in which that cannot be done. */
    STATE
}
