package dev.covalent.main.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.ChannelName;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.FailureLog;
import dev.covalent.common.event.ListenerTable;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.main.IpcMain;
import dev.covalent.main.session.RendererSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code ipcMain}, and what brings it its messages.
 *
 * <p>Thread-safe; messages are dispatched in the turn of main's loop.
 */
public final class IpcMainDispatcher implements IpcMain {
    private static final Logger log = LoggerFactory.getLogger(IpcMainDispatcher.class);
    private static final FailureLog failures = new FailureLog(log);

    private final ListenerTable<String, Listener> listeners = new ListenerTable<>();
    private final Map<String, Registration> handlers = new ConcurrentHashMap<>();
    private final Supplier<MessageChannel> channels;
    private final Consumer<Throwable> uncaught;

    /**
     * Makes an {@code ipcMain} without listeners.
     *
     * @param channels makes message channels of main's
     * @param uncaught is told what listeners throw
     */
    public IpcMainDispatcher(Supplier<MessageChannel> channels, Consumer<Throwable> uncaught) {
        this.channels = channels;
        this.uncaught = uncaught;
    }

    /**
     * Gives a message to the channel's listeners.
     *
     * @return whether there was a listener; the ports of a message without one are the caller's to close
     */
    public boolean message(RendererSession sender, Upstream.Message message, List<MessagePort> ports) {
        if (listeners.count(message.channel()) == 0) {
            return false;
        }
        MainEvent event = new MainEvent(sender, ports, answer -> {});
        Arguments arguments = decoded(message.arguments());
        return listeners.emit(message.channel(), (channel, listener) -> {
            call(listener, event, arguments);
            return true;
        });
    }

    /** Gives a synchronous message to the channel's listeners; the future completes with the first answer. */
    public CompletableFuture<Outcome> sendSync(RendererSession sender, Request.SendSync message) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        MainEvent event = new MainEvent(sender, List.of(), answer::complete);
        Arguments arguments = decoded(message.arguments());
        boolean heard = listeners.emit(message.channel(), (channel, listener) -> {
            Throwable thrown = call(listener, event, arguments);
            if (thrown != null) {
                answer.complete(Failures.handler(channel, thrown));
            }
            return true;
        });
        if (!heard) {
            log.warn(
                    "WebContents #{} called ipcRenderer.sendSync() with '{}' channel without listeners.",
                    sender.webContentsId(),
                    message.channel());
            answer.complete(Failures.noHandler(message.channel()));
        } else if (!event.isDeferred()) {
            answer.complete(new Outcome.Failure(
                    FailureKind.NO_REPLY,
                    "reply was never sent: the listeners of '" + message.channel()
                            + "' returned without event.returnValue(…); call event.defer() to answer later"));
        }
        return answer;
    }

    /** Gives a request to the channel's handler. */
    public CompletionStage<Outcome> invoke(RendererSession sender, Upstream.Invoke request) {
        String channel = request.channel();
        Registration registration = handlers.get(channel);
        if (registration == null || (registration.once && !handlers.remove(channel, registration))) {
            log.warn("Error occurred in handler for '{}': No handler registered for '{}'", channel, channel);
            return CompletableFuture.completedFuture(Failures.noHandler(channel));
        }
        Arguments arguments = decoded(request.arguments());
        try {
            Object result = registration.handler.handle(new InvokeEvent(sender), arguments);
            if (result instanceof CompletionStage<?> stage) {
                return stage.handle(
                        (value, thrown) -> thrown == null ? success(channel, value) : failure(channel, thrown));
            }
            return CompletableFuture.completedFuture(success(channel, result));
        } catch (Throwable thrown) { // whatever a handler throws is its answer
            return CompletableFuture.completedFuture(failure(channel, thrown));
        }
    }

    @Override
    public Subscription on(String channel, Listener listener) {
        return listeners.on(ChannelName.check(channel), listener);
    }

    @Override
    public Subscription once(String channel, Listener listener) {
        return listeners.once(ChannelName.check(channel), listener);
    }

    @Override
    public void off(String channel, Listener listener) {
        listeners.off(ChannelName.check(channel), listener);
    }

    @Override
    public void removeAllListeners(String channel) {
        listeners.removeAll(ChannelName.check(channel));
    }

    @Override
    public void removeAllListeners() {
        listeners.removeAll();
    }

    @Override
    public int listenerCount(String channel) {
        return listeners.count(ChannelName.check(channel));
    }

    @Override
    public Set<String> eventNames() {
        return listeners.keys();
    }

    @Override
    public Subscription handle(String channel, Handler handler) {
        return register(channel, handler, false);
    }

    @Override
    public Subscription handleOnce(String channel, Handler handler) {
        return register(channel, handler, true);
    }

    @Override
    public void removeHandler(String channel) {
        handlers.remove(ChannelName.check(channel));
    }

    @Override
    public MessageChannel newMessageChannel() {
        return channels.get();
    }

    private Subscription register(String channel, Handler handler, boolean once) {
        Registration registration = new Registration(Objects.requireNonNull(handler, "handler"), once);
        if (handlers.putIfAbsent(ChannelName.check(channel), registration) != null) {
            throw new IllegalStateException("Attempted to register a second handler for '" + channel + "'");
        }
        return () -> handlers.remove(channel, registration);
    }

    private @Nullable Throwable call(Listener listener, MainEvent event, Arguments arguments) {
        try {
            listener.on(event, arguments);
            return null;
        } catch (Throwable thrown) { // one listener's failure must not keep the message from the others
            uncaught.accept(thrown);
            return thrown;
        }
    }

    /**
     * Decodes arguments before anybody sees them: what is malformed is then the fault of the renderer that is served, and
     * of no other.
     *
     * @throws MalformedDataException if they are no clone
     */
    private static Arguments decoded(Payload payload) {
        return StructuredClone.decodedArguments(payload.bytes());
    }

    private static Outcome success(String channel, @Nullable Object value) {
        try {
            return new Outcome.Success(Payload.of(StructuredClone.encode(value, "result")));
        } catch (UncloneableValueException uncloneable) {
            return failure(channel, uncloneable);
        }
    }

    private static Outcome failure(String channel, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        Outcome.Failure answer = Failures.handler(channel, cause);
        failures.warn("Error occurred in handler for '" + channel + "'", cause);
        return answer;
    }

    /** A handler and whether it is removed before its first call; compared by identity. */
    private static final class Registration {
        private final Handler handler;
        private final boolean once;

        private Registration(Handler handler, boolean once) {
            this.handler = handler;
            this.once = once;
        }
    }
}
