package dev.covalent.renderer;

import dev.covalent.common.Channel;
import dev.covalent.common.ChannelMismatchException;
import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.NoReplyException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Procedure;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a renderer asks the main process, with one deadline for each request: that of {@link IpcRenderer#withDeadline}, or
 * else the request timeout that main's builder sets, 30 seconds by default. Electron has no deadlines. Thread-safe.
 */
public interface IpcRequests {

    /**
     * Sends a message to the main process and waits until a listener sets {@code event.returnValue}. The calling thread
     * is blocked; on the event loop that stops the page.
     *
     * @return the value that was set
     * @throws NoHandlerException if the channel has no listener; nothing ran
     * @throws NoReplyException if the listeners returned and none answered or announced an answer
     * @throws HandlerException if a listener threw before one answered
     * @throws IpcTimeoutException if no answer came by the deadline
     * @throws PeerGoneException if the main process is gone; the listener may have run
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     * @throws CancellationException if the calling thread is or was interrupted, which it stays; the message says whether
     *     anything was sent
     * @throws IllegalArgumentException if the channel is null, empty or longer than 1,024 characters; nothing was sent
     * @throws IllegalStateException if main is in this JVM and the calling thread holds its event loop: the wait could
     *     never end; nothing was sent
     */
    Value sendSync(String channel, @Nullable Object... args);

    /**
     * Asks the channel's handler in the main process. Arguments that cannot be cloned, and everything that goes wrong
     * later, fail the future and are never thrown here; a name that no channel can have is.
     *
     * <p>The future completes on the event loop, so what is chained to it runs there; {@code join} and {@code get} may be
     * called on any thread, the loop's included. A future that combines several ({@code allOf}) does not know that it is
     * waited for on the loop: when the loop has been parked for a second in the wait for that, or for any other
     * {@link CompletableFuture}, the answers that have come complete their futures beside the loop, with a warning in the
     * log. Better chain instead. It fails with {@link
     * NoHandlerException}, {@link HandlerException}, {@link IpcTimeoutException}, {@link PeerGoneException}, {@link
     * UncloneableValueException}, {@link QueueFullException} or {@link IpcClosedException}.
     *
     * <p>Cancelling the future, or completing it in another way ({@code orTimeout}), gives the request up: the handler's
     * {@code event.cancellation()} is raised, and its answer is ignored. What is chained to it runs where it was
     * completed, then. A future derived from it gives up nothing. A thread that is interrupted while it waits in {@code
     * join} or in {@code get} without a limit may give the request up likewise: the future is cancelled then.
     *
     * @throws IllegalArgumentException if the channel is null, empty or longer than 1,024 characters; nothing was sent
     */
    CompletableFuture<Value> invoke(String channel, @Nullable Object... args);

    /**
     * Asks the handler of a typed procedure, as {@link #invoke(String, Object...)} does. A result that does not have the
     * procedure's type fails the future with a {@link ChannelMismatchException}.
     */
    <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, A argument);

    /**
     * Sends a synchronous message whose argument and answer are typed; listeners answer it.
     *
     * @throws ChannelMismatchException if the answer does not have the procedure's type
     */
    default <A, R> R sendSync(Procedure<A, R> procedure, A argument) {
        return procedure.readResult(sendSync(procedure.name(), argument));
    }

    /** Sends a synchronous message on a typed channel. */
    default <T> Value sendSync(Channel<T> channel, T message) {
        return sendSync(channel.name(), message);
    }
}
