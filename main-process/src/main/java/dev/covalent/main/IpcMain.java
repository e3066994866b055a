package dev.covalent.main;

import dev.covalent.common.Arguments;
import dev.covalent.common.Channel;
import dev.covalent.common.ChannelEmitter;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.Procedure;
import dev.covalent.common.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The main process's end of the messages. Mirrors Electron's {@code ipcMain}.
 *
 * <p>What one renderer sends, by whatever method and from whatever thread, is one sequence and is delivered in that
 * order. Listeners and handlers run one at a time on the main process's event loop. A channel may have both listeners,
 * which {@code send} and {@code sendSync} reach, and one handler, which {@code invoke} reaches. Thread-safe.
 */
public interface IpcMain extends ChannelEmitter<IpcMain.Listener> {

    /**
     * Sets the handler of a channel for {@code ipcRenderer.invoke}.
     *
     * @return closing it removes this handler
     * @throws IllegalStateException {@code Attempted to register a second handler for '…'}
     */
    Subscription handle(String channel, Handler handler);

    /** Sets a handler that is removed before its first call. */
    Subscription handleOnce(String channel, Handler handler);

    /** Removes the handler of a channel; without one this is a no-op. */
    void removeHandler(String channel);

    /** Adds a listener for a typed channel. */
    default <T> Subscription on(Channel<T> channel, TypedListener<T> listener) {
        return on(channel.name(), (event, message) -> {
            @SuppressWarnings("unchecked") // the channel's own type token
            T value = (T) message.value(0).get(channel.type());
            listener.on(event, value);
        });
    }

    /** Sets the handler of a typed procedure. */
    default <A, R> Subscription handle(Procedure<A, R> procedure, TypedHandler<A, R> handler) {
        return handle(procedure.name(), (event, message) -> {
            @SuppressWarnings("unchecked") // the procedure's own type token
            A argument = (A) message.value(0).get(procedure.argument());
            return handler.handle(event, argument);
        });
    }

    /** Makes two entangled ports whose listeners run on the main process's event loop. */
    MessageChannel newMessageChannel();

    /** Receives messages. */
    @FunctionalInterface
    interface Listener {

        /**
         * Receives a message.
         *
         * @throws Exception whatever it cannot handle: reported as uncaught, and to the sender if it waits for an answer
         */
        void on(IpcMainEvent event, Arguments message) throws Exception;
    }

    /** Answers requests. */
    @FunctionalInterface
    interface Handler {

        /**
         * Answers a request.
         *
         * @return a value that can be cloned, or a {@code CompletionStage} of one, which is awaited without holding the
         *     loop
         * @throws Exception what the caller is to see; only its description crosses
         */
        @Nullable Object handle(IpcMainInvokeEvent event, Arguments message) throws Exception;
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
        void on(IpcMainEvent event, T message) throws Exception;
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
        R handle(IpcMainInvokeEvent event, A argument) throws Exception;
    }
}
