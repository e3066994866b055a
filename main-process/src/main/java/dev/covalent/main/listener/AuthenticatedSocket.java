package dev.covalent.main.listener;

import dev.covalent.common.transport.ChannelSocket;

/**
 * A connection whose peer has proved which session it belongs to.
 *
 * @param sessionId the peer's session
 * @param socket past the handshake
 */
public record AuthenticatedSocket(long sessionId, ChannelSocket socket) {}
