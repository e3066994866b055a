package dev.covalent.renderer;

import dev.covalent.common.Arguments;
import dev.covalent.common.Channel;
import dev.covalent.common.ChannelEmitter;
import dev.covalent.common.ErrorMapper;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Procedure;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A renderer's end of the messages. Mirrors Electron's {@code ipcRenderer}, with the {@code sendTo} of its versions
 * before 28.
 *
 * <p>Everything sent by whatever method is one sequence, in the order of the calls, and main receives it in that order.
 * Messages from main arrive in the order main sent them. Listeners run one at a time on the renderer's event loop.
 * Arguments are copied before a method returns. Thread-safe.
 */
public interface IpcRenderer extends ChannelEmitter<IpcRenderer.Listener>, IpcRequests {

    /**
     * Sends a message to the main process and returns without waiting for it. Without a listener there it is dropped.
     *
     * @param channel not empty, at most 1,024 characters
     * @param args values that can be cloned
     * @return true to go on; false if more than the high-water mark waits for main now: the message is sent all the same,
     *     but better wait for {@link #onDrain}
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait to be sent; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    boolean send(String channel, @Nullable Object... args);

    /**
     * Returns requests that wait as long as that, and no longer or shorter. A deadline may be longer than the request
     * timeout.
     *
     * @throws IllegalArgumentException if it is null, or not longer than nothing
     */
    IpcRequests withDeadline(Duration deadline);

    /**
     * Sets the handler of a channel for {@code webContents.invoke}. Electron has nothing like it; the rules are those of
     * {@code ipcMain.handle}.
     *
     * @param channel not empty, at most 1,024 characters
     * @return closing it removes this handler
     * @throws IllegalStateException {@code Attempted to register a second handler for '…'}
     */
    Subscription handle(String channel, Handler handler);

    /** Sets a handler that is removed before its first call. */
    Subscription handleOnce(String channel, Handler handler);

    /** Removes the handler of a channel; without one this is a no-op. */
    void removeHandler(String channel);

    /**
     * Sets what turns the exceptions of handlers into what main sees, instead of the one before.
     *
     * @return closing it removes this mapper
     */
    Subscription errorMapper(ErrorMapper mapper);

    /**
     * Sends a message to the renderer of another contents, by relay through the main process, whose listeners do not see
     * it. The receiver's {@code event.senderId()} is this renderer's own id, set by main. An unknown or destroyed target
     * is ignored. A receiver that does not keep up is told by the result, then by the exception; nothing that was sent is
     * dropped as long as it lives.
     *
     * @param webContentsId the id of the contents, not of the window
     * @return true to go on; false if more than the high-water mark, or half a window, is on its way to those contents now:
     *     the message is sent all the same, but better wait for {@link #onDrain}
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait to be sent, or those contents have not taken the window that one
     *     sender may fill, a quarter of the queue bound; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    boolean sendTo(int webContentsId, String channel, @Nullable Object... args);

    /**
     * Sends one value to the main process and transfers ports with it. Mirrors {@code ipcRenderer.postMessage}.
     *
     * @return as {@link #send} does: false if the message is sent, but better wait; unlike {@link MessagePort#postMessage},
     *     which returns false for a message that it dropped
     * @throws IllegalArgumentException if a port is null, a duplicate, closed, or was transferred before; nothing was sent
     */
    boolean postMessage(String channel, @Nullable Object message, List<MessagePort> transfer);

    /** Returns how many bytes were sent and main has not taken yet, each message with 64 for its keeping. */
    long bufferedAmount();

    /**
     * Returns how many bytes were sent to other contents and they have not taken yet, each message with 64 for its
     * keeping.
     *
     * @param webContentsId the id of the contents, or 0 for main, as {@link #onDrain} has it
     * @throws IllegalArgumentException if there can be no such contents
     */
    long bufferedAmount(int webContentsId);

    /**
     * Adds a listener that is called on the event loop when a receiver has caught up: what waited for it had exceeded the
     * high-water mark, so that a method returned false, and has fallen to half of that. Contents that are gone have caught
     * up, too. It is given 0 for main, else the id of the contents.
     */
    Subscription onDrain(IntConsumer listener);

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
        Objects.requireNonNull(listener, "listener");
        return on(channel.name(), (event, message) -> listener.on(event, channel.read(message)));
    }

    /** Adds a listener for a typed channel that is removed before its first call. */
    default <T> Subscription once(Channel<T> channel, TypedListener<T> listener) {
        Objects.requireNonNull(listener, "listener");
        return once(channel.name(), (event, message) -> listener.on(event, channel.read(message)));
    }

    /** Sends a message on a typed channel. */
    default <T> boolean send(Channel<T> channel, T message) {
        return send(channel.name(), message);
    }

    /** Sends a message on a typed channel to the main process and transfers ports with it. */
    default <T> boolean postMessage(Channel<T> channel, T message, List<MessagePort> transfer) {
        return postMessage(channel.name(), message, transfer);
    }

    /** Sends a message on a typed channel to the renderer of another contents. */
    default <T> boolean sendTo(int webContentsId, Channel<T> channel, T message) {
        return sendTo(webContentsId, channel.name(), message);
    }

    /** Sets the handler of a typed procedure. */
    default <A, R> Subscription handle(Procedure<A, R> procedure, TypedHandler<A, R> handler) {
        Objects.requireNonNull(handler, "handler");
        return handle(procedure.name(), (event, message) -> handler.handle(event, procedure.readArgument(message)));
    }

    /** Sets the handler of a typed procedure that is removed before its first call. */
    default <A, R> Subscription handleOnce(Procedure<A, R> procedure, TypedHandler<A, R> handler) {
        Objects.requireNonNull(handler, "handler");
        return handleOnce(procedure.name(), (event, message) -> handler.handle(event, procedure.readArgument(message)));
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

    /** Answers requests of the main process. */
    @FunctionalInterface
    interface Handler {

        /**
         * Answers a request.
         *
         * @return a value that can be cloned, or a {@code CompletionStage} of one, which is awaited without holding the
         *     loop
         * @throws Exception what the caller is to see; only its description crosses
         */
        @Nullable Object handle(IpcRendererInvokeEvent event, Arguments message) throws Exception;
    }

    /**
     * Answers the requests of a typed procedure.
     *
     * @param <A> the type of the argument
     * @param <R> the type of the result
     */
    @FunctionalInterface
    interface TypedHandler<A, R> {

        /**
         * Answers a request.
         *
         * @throws Exception as {@link Handler#handle}
         */
        R handle(IpcRendererInvokeEvent event, A argument) throws Exception;
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
