package dev.covalent.main;

/** What kind of process sent a message. Mirrors {@code event.type}. */
public enum SenderType {
    /** The renderer of a window. */
    RENDERER
}
