package dev.covalent.common.transport;

/**
 * What a process has that attached itself: the key of its new session and the lifeline of it.
 *
 * @param key for a {@link Dialer}
 * @param lifeline open, watched by nobody yet
 */
public record Attachment(SessionKey key, Lifeline lifeline) {}
