package dev.covalent.common;

import org.jspecify.annotations.Nullable;

/**
 * A message, request or remote call that did not do what was asked of it. Its subclass tells how far it got:
 *
 * <ul>
 *   <li><em>Nothing was sent:</em> {@link RemoteAccessDeniedException}, {@link IpcClosedException}, {@link
 *       QueueFullException}; for an argument that cannot be cloned {@link UncloneableValueException}, which is an
 *       {@code IllegalArgumentException}.
 *   <li><em>It was sent and the peer answered:</em> {@link NoHandlerException} (nothing ran), {@link HandlerException},
 *       {@link RemoteCallException}, {@link NoReplyException}.
 *   <li><em>It was sent and the outcome is unknown:</em> {@link IpcTimeoutException}, {@link PeerGoneException}. Try
 *       again only what may safely happen twice.
 * </ul>
 */
public abstract sealed class IpcException extends RuntimeException
        permits HandlerException,
                IpcClosedException,
                IpcTimeoutException,
                NoHandlerException,
                NoReplyException,
                PeerGoneException,
                QueueFullException,
                RemoteAccessDeniedException,
                RemoteCallException,
                WriteVetoedException {

    IpcException(String message) {
        super(message);
    }

    IpcException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
