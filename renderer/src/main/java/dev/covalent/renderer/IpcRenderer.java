package dev.covalent.renderer;

import dev.covalent.common.Arguments;
import dev.covalent.common.Channel;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
public interface IpcRenderer {

    /**
     * Adds a listener for messages on a channel. Listeners run in the order they were added; one that throws is reported
     * as uncaught, and the others still run.
     *
     * @param channel not empty, at most 1,024 characters
     */
    Subscription on(String channel, Listener listener);

    /** Adds a listener that is removed before its first call. */
    Subscription once(String channel, Listener listener);

    /** Removes a listener by identity; removing what was never added is a no-op. */
    void off(String channel, Listener listener);

    /** Adds a listener, as {@link #on} does. */
    default Subscription addListener(String channel, Listener listener) {
        return on(channel, listener);
    }

    /** Removes a listener, as {@link #off} does. */
    default void removeListener(String channel, Listener listener) {
        off(channel, listener);
    }

    /** Removes every listener of a channel, and no others. */
    void removeAllListeners(String channel);

    /** Removes every listener of every channel. */
    void removeAllListeners();

    /** Returns how many listeners a channel has. */
    int listenerCount(String channel);

    /** Returns the channels that have listeners, in the order of their first one. */
    Set<String> eventNames();

    /**
     * Sends a message to the main process and returns without waiting for it. Without a listener there it is dropped.
     *
     * @param channel not empty, at most 1,024 characters
     * @param args values that can be cloned
     * @return false if more than the high-water mark waits for main now: the message is sent all the same, but better wait
     *     for {@link #onDrain}
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait to be sent; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    boolean send(String channel, @Nullable Object... args);

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
     * is ignored. A receiver that does not keep up is told by the result, then by the exception; nothing that was sent is
     * dropped as long as it lives.
     *
     * @param webContentsId the id of the contents, not of the window
     * @return false if more than the high-water mark, or half a window, is on its way to those contents now: the message is
     *     sent all the same, but better wait for {@link #onDrain}
     * @throws UncloneableValueException if an argument cannot be cloned; nothing was sent
     * @throws QueueFullException if too many bytes wait to be sent, or those contents have not taken the window that one
     *     sender may fill, a quarter of the queue bound; nothing was sent
     * @throws IpcClosedException if this renderer is closed
     */
    boolean sendTo(int webContentsId, String channel, @Nullable Object... args);

    /**
     * Sends one value to the main process and transfers ports with it. Mirrors {@code ipcRenderer.postMessage}.
     *
     * @return as {@link #send} does
     * @throws IllegalArgumentException if a port is null, a duplicate, or was transferred before; nothing was sent
     */
    boolean postMessage(String channel, @Nullable Object message, List<MessagePort> transfer);

    /** Returns how many bytes were sent and main has not taken yet. */
    long bufferedAmount();

    /**
     * Returns how many bytes were sent to other contents and they have not taken yet, each message with a little for its
     * keeping.
     *
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

    /** Adds a listener for a typed channel. */
    default <T> Subscription on(Channel<T> channel, TypedListener<T> listener) {
        return on(channel.name(), (event, message) -> {
            @SuppressWarnings("unchecked") // the channel's own type token
            T value = (T) message.value(0).get(channel.type());
            listener.on(event, value);
        });
    }

    /** Sends a message on a typed channel. */
    default <T> boolean send(Channel<T> channel, T message) {
        return send(channel.name(), message);
    }

    /** Asks the handler of a typed procedure. */
    default <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, A argument) {
        return invoke(procedure.name(), argument).thenApply(value -> {
            @SuppressWarnings("unchecked") // the procedure's own type token
            R result = (R) value.get(procedure.result());
            return result;
        });
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
}
