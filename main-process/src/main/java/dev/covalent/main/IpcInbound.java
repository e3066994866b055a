package dev.covalent.main;

import dev.covalent.common.Arguments;

/**
 * Something that a renderer sent, before anybody receives it.
 *
 * <p>Confined to main's event loop, and to the call of the interceptor that it is given to.
 */
public interface IpcInbound {

    /** Returns how it was sent. */
    MessageKind kind();

    /** Returns its channel. */
    String channel();

    /** Returns who sent it; known from the connection, never from anything the renderer says. */
    WebContents sender();

    /** Returns how many bytes its encoded arguments take. */
    int bytes();

    /** Returns its arguments, which are decoded when this is first called; the receivers are given the same. */
    Arguments message();

    /** Returns the id of the contents that a {@code SEND_TO} or {@code REMOTE_SEND} is for, which may be nobody's; else 0. */
    int targetId();
}
