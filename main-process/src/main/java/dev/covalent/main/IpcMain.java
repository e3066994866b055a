package dev.covalent.main;

import dev.covalent.common.Arguments;
import dev.covalent.common.Channel;
import dev.covalent.common.ChannelEmitter;
import dev.covalent.common.ErrorMapper;
import dev.covalent.common.EventListener;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.Procedure;
import dev.covalent.common.Subscription;
import java.util.concurrent.Executor;
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
     * Sets the handler of a channel for {@code ipcRenderer.invoke}. The requests of one renderer that are not answered yet
     * may take {@code MainProcess.builder().queueBound} bytes: beyond that a request fails with {@code QueueFullException}
     * at the caller and nothing has run.
     *
     * @return closing it removes this handler
     * @throws IllegalStateException {@code Attempted to register a second handler for '…'}
     */
    Subscription handle(String channel, Handler handler);

    /** Sets a handler that is removed before its first call. */
    Subscription handleOnce(String channel, Handler handler);

    /** Removes the handler of a channel; without one this is a no-op. */
    void removeHandler(String channel);

    /**
     * Sets the handler of a channel and runs it by an executor instead of on the loop, so that long work holds up nobody.
     * Its {@code event} may be used there. If the executor rejects a request, by a {@code
     * RejectedExecutionException}, it fails with {@code QueueFullException} at the caller and nothing has run; anything else
     * that it throws is reported as uncaught, and to the caller as the handler's. If nobody waits any more when the executor
     * comes to it, it does not run.
     *
     * <p>Requests to one executor with several threads are answered in no particular order.
     *
     * @param executor runs or rejects what it is given: {@link #workers()}, or one of the application's own
     * @throws IllegalStateException {@code Attempted to register a second handler for '…'}
     */
    Subscription handle(String channel, Executor executor, Handler handler);

    /** Returns the framework's pool of threads for handlers: as many as there are processors, at least two. */
    Executor workers();

    /**
     * Adds an interceptor: it sees every message and request of a renderer before any event, listener or handler, and
     * messages that main is to relay. Interceptors run in the order they were added, those of {@code ipcMain} before those
     * of {@code webContents.ipc}; the first that denies decides. What is denied reaches nobody: {@code sendSync} and {@code
     * invoke} fail with {@code RemoteAccessDeniedException}, anything else is dropped and its ports are closed.
     *
     * @return closing it removes the interceptor
     */
    Subscription use(IpcInterceptor interceptor);

    /**
     * Sets what turns the exceptions of listeners and handlers into what callers see, instead of the one before; {@code
     * webContents.ipc} uses that of {@code ipcMain} as long as it has none.
     *
     * @return closing it removes this mapper
     */
    Subscription errorMapper(ErrorMapper mapper);

    /**
     * Adds a listener that is told of messages and requests that nobody received, for diagnostics; it cannot answer them.
     */
    Subscription onUnheard(EventListener<IpcMessage> listener);

    /** Adds a listener for a typed channel. What does not have the channel's type is a {@code ChannelMismatchException}. */
    default <T> Subscription on(Channel<T> channel, TypedListener<T> listener) {
        return on(channel.name(), Typed.listener(channel, listener));
    }

    /** Adds a listener for a typed channel that is removed before its first call. */
    default <T> Subscription once(Channel<T> channel, TypedListener<T> listener) {
        return once(channel.name(), Typed.listener(channel, listener));
    }

    /** Sets the handler of a typed procedure. */
    default <A, R> Subscription handle(Procedure<A, R> procedure, TypedHandler<A, R> handler) {
        return handle(procedure.name(), Typed.handler(procedure, handler));
    }

    /** Sets the handler of a typed procedure and runs it by an executor instead of on the loop. */
    default <A, R> Subscription handle(Procedure<A, R> procedure, Executor executor, TypedHandler<A, R> handler) {
        return handle(procedure.name(), executor, Typed.handler(procedure, handler));
    }

    /** Sets a handler of a typed procedure that is removed before its first call. */
    default <A, R> Subscription handleOnce(Procedure<A, R> procedure, TypedHandler<A, R> handler) {
        return handleOnce(procedure.name(), Typed.handler(procedure, handler));
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
