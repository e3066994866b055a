package dev.covalent.renderer;

import dev.covalent.common.Arguments;
import dev.covalent.common.Channel;
import dev.covalent.common.ChannelEmitter;
import dev.covalent.common.ChannelMismatchException;
import dev.covalent.common.HandlerException;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.NoHandlerException;
import dev.covalent.common.NoReplyException;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.Procedure;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.Value;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A renderer's end of the messages. Mirrors Electron's {@code ipcRenderer}, with the {@code sendTo} of its versions
 * before 28.
 *
 * <p>Everything sent by whatever method is one sequence, in the order of the calls, and main receives it in that order.
 * Messages from main arrive in the order main sent them. Listeners run one at a time on the renderer's event loop.
 * Arguments are copied before a method returns. Thread-safe.
 */
public interface IpcRenderer extends ChannelEmitter<IpcRenderer.Listener> {

    /**
     * Sends a message to the main process and returns without waiting for it. Without a listener there it is dropped.
     *
     * @param channel not empty, at most 1,024 characters
     * @param args values that can be cloned
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait to be sent; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    void send(String channel, @Nullable Object... args);

    /**
     * Sends a message to the main process and waits until a listener sets {@code event.returnValue}. The calling thread
     * is blocked; on the event loop that stops the page.
     *
     * @return the value that was set
     * @throws NoHandlerException if the channel has no listener; nothing ran
     * @throws NoReplyException if the listeners returned and none answered or announced an answer
     * @throws HandlerException if a listener threw before one answered
     * @throws IpcTimeoutException if no answer came within the request timeout
     * @throws PeerGoneException if the main process is gone; the listener may have run
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    Value sendSync(String channel, @Nullable Object... args);

    /**
     * Asks the channel's handler in the main process. Arguments that cannot be cloned, and everything that goes wrong
     * later, fail the future and are never thrown here.
     *
     * <p>The future completes on the event loop, so what is chained to it runs there; {@code join} and {@code get} may be
     * called on any thread, the loop's included. A future that combines several ({@code allOf}) does not know that it is
     * waited for on the loop and completes only at the request timeout then: chain instead. It fails with {@link NoHandlerException}, {@link HandlerException},
     * {@link IpcTimeoutException}, {@link PeerGoneException}, {@link UncloneableValueException}, {@link
     * QueueFullException} or {@link IpcClosedException}.
     */
    CompletableFuture<Value> invoke(String channel, @Nullable Object... args);

    /**
     * Sends a message to the renderer of another contents, by relay through the main process, whose listeners do not see
     * it. The receiver's {@code event.senderId()} is this renderer's own id, set by main. An unknown or destroyed target
     * is ignored; a message for a receiver that does not keep up, whose queue in main is full, is dropped with a warning
     * in main's log.
     *
     * @param webContentsId the id of the contents, not of the window
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait to be sent; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    void sendTo(int webContentsId, String channel, @Nullable Object... args);

    /**
     * Sends one value to the main process and transfers ports with it. Mirrors {@code ipcRenderer.postMessage}.
     *
     * @throws IllegalArgumentException if a port is null, a duplicate, or was transferred before; nothing was sent
     */
    void postMessage(String channel, @Nullable Object message, List<MessagePort> transfer);

    /** Makes two entangled ports whose listeners run on this renderer's event loop. */
    MessageChannel newMessageChannel();

    /**
     * Adds a listener that is told of messages that no listener received, for diagnostics.
     *
     * @return closing it removes this listener
     */
    Subscription onUnheard(UnheardListener listener);

    /**
     * Adds a listener for a typed channel. What does not have the channel's type is reported as an uncaught {@code
     * ChannelMismatchException}.
     */
    default <T> Subscription on(Channel<T> channel, TypedListener<T> listener) {
        return on(channel.name(), (event, message) -> listener.on(event, channel.read(message)));
    }

    /** Adds a listener for a typed channel that is removed before its first call. */
    default <T> Subscription once(Channel<T> channel, TypedListener<T> listener) {
        return once(channel.name(), (event, message) -> listener.on(event, channel.read(message)));
    }

    /** Sends a message on a typed channel. */
    default <T> void send(Channel<T> channel, T message) {
        send(channel.name(), message);
    }

    /** Sends a message on a typed channel to the renderer of another contents. */
    default <T> void sendTo(int webContentsId, Channel<T> channel, T message) {
        sendTo(webContentsId, channel.name(), message);
    }

    /**
     * Sends a synchronous message whose argument and answer are typed; listeners answer it.
     *
     * @throws ChannelMismatchException if the answer does not have the procedure's type
     */
    default <A, R> R sendSync(Procedure<A, R> procedure, A argument) {
        return procedure.readResult(sendSync(procedure.name(), argument));
    }

    /**
     * Asks the handler of a typed procedure. A result that does not have the procedure's type fails the future with a
     * {@link ChannelMismatchException}.
     */
    default <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, A argument) {
        return invoke(procedure.name(), argument).thenApply(procedure::readResult);
    }

    /** Receives messages. */
    @FunctionalInterface
    interface Listener {

        /**
         * Receives a message.
         *
         * @throws Exception whatever it cannot handle: reported as uncaught
         */
        void on(IpcRendererEvent event, Arguments message) throws Exception;
    }

    /**
     * Receives the messages of a typed channel.
     *
     * @param <T> the type of the message
     */
    @FunctionalInterface
    interface TypedListener<T> {

        /**
         * Receives a message.
         *
         * @throws Exception as {@link Listener#on}
         */
        void on(IpcRendererEvent event, T message) throws Exception;
    }

    /** Is told of messages that nobody received. */
    @FunctionalInterface
    interface UnheardListener {

        /**
         * Is told of a message.
         *
         * @throws Exception whatever it cannot handle: reported as uncaught
         */
        void unheard(String channel, IpcRendererEvent event, Arguments message) throws Exception;
    }
}
