package dev.covalent.main.listener;

/** What became of a peer that connected. Immutable. */
public enum PeerOutcome {
    /** It proved itself and was admitted. */
    ACCEPTED,
    /** It did not prove that it knows the secret. */
    WRONG_SECRET,
    /** It spoke something else, or another version, or left. */
    MALFORMED,
    /** It did not finish the handshake in time. */
    TOO_SLOW,
    /** It was the oldest unfinished handshake when there were too many, or no descriptor for the next. */
    EVICTED,
    /** It proved itself, but its session has as many connections as it may, or a lifeline already, or has ended. */
    REFUSED,
    /** The machine lacked a descriptor or a thread for it. */
    NO_RESOURCES
}
