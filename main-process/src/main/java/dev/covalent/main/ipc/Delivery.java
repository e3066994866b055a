package dev.covalent.main.ipc;

/** What became of a message that a renderer sent. */
public enum Delivery {
    /** It was given to whom it is for. */
    DONE,
    /** Nobody listens. */
    UNHEARD,
    /** An interceptor refused it. */
    DENIED
}
