package dev.covalent.common.remote;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.QueueFullException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What main passes to a session that introduced itself as an operator's tool, and to no other. */
public interface OperatorPort {

    /** Says what the application is like now. No renderer is asked. */
    CompletionStage<ApplicationSnapshot> snapshot();

    /** Returns the names of the objects that the application shares, sorted. */
    List<String> globals();

    /**
     * Sends a message to a page, as {@code webContents.send} does.
     *
     * @throws IllegalArgumentException if there are no such contents, or the channel is none
     * @throws PeerGoneException if their renderer is gone
     */
    void send(int webContentsId, String channel, List<@Nullable Object> arguments);

    /**
     * Asks a page, as {@code webContents.invoke} does.
     *
     * @throws IllegalArgumentException if there are no such contents, or the channel or the deadline is none
     */
    CompletionStage<@Nullable Object> invoke(
            int webContentsId, String channel, Duration deadline, List<@Nullable Object> arguments);

    /**
     * Tells what passes through main from now on, until the session ends or the filter's window is closed.
     *
     * @param closed is told, behind all lines, that the window is closed; never without one
     * @throws IllegalArgumentException if there is no such window, or the listener or {@code closed} is not the caller's
     * @throws QueueFullException if this session has too many traces already
     */
    void trace(TraceFilter filter, TraceListener listener, Runnable closed) throws QueueFullException;
}
