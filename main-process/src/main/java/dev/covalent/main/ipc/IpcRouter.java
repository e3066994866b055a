package dev.covalent.main.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.Cancellation;
import dev.covalent.common.ErrorMapper;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Failures;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.IpcMain;
import dev.covalent.main.IpcMessage;
import dev.covalent.main.MessageKind;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the messages of renderers to whom they concern, and their answers back: interceptors, events of the contents,
 * {@code webContents.ipc}, {@code ipcMain}, in that order.
 *
 * <p>Thread-safe; messages are dispatched in the turn of main's loop. What nobody uses (interceptors, events, hooks) costs
 * a look and allocates nothing.
 */
public final class IpcRouter {
    private static final Logger log = LoggerFactory.getLogger(IpcRouter.class);

    private final MainIpc ipcMain;
    private final Supplier<MessageChannel> channels;
    private final Executor workers;
    private final Consumer<Throwable> uncaught;
    private final HandlerCalls calls;

    /**
     * Makes a router to an {@code ipcMain} without listeners.
     *
     * @param channels makes message channels of main's
     * @param workers runs handlers that do not want the loop
     * @param uncaught is told what listeners throw
     */
    public IpcRouter(Supplier<MessageChannel> channels, Executor workers, Consumer<Throwable> uncaught) {
        this.channels = channels;
        this.workers = workers;
        this.uncaught = uncaught;
        this.ipcMain = new MainIpc(channels, workers, () -> false);
        this.calls = new HandlerCalls(uncaught);
    }

    /** Returns the {@code ipcMain} that messages are brought to. */
    public IpcMain ipcMain() {
        return ipcMain;
    }

    /**
     * Makes an {@code ipc} of contents of its own.
     *
     * @param destroyed tells whether the contents are destroyed
     */
    public MainIpc newIpc(BooleanSupplier destroyed) {
        return new MainIpc(channels, workers, destroyed);
    }

    /**
     * Gives a message to whoever listens.
     *
     * @return what became of it; the ports of one that was not given to anybody are the caller's to close
     */
    public Delivery message(RendererSession sender, Upstream.Message message, List<MessagePort> ports) {
        MessageKind kind = message.posted() ? MessageKind.POST_MESSAGE : MessageKind.SEND;
        String channel = message.channel();
        IpcContents contents = contentsOf(sender);
        Arguments arguments = null;
        if (isIntercepted(contents)) {
            Inbound inbound = new Inbound(sender, kind, channel, message.arguments(), 0);
            String denial = denial(contents, inbound);
            if (denial != null) {
                log.debug("Refused {}: {}", inbound, denial);
                return Delivery.DENIED;
            }
            arguments = inbound.decoded();
        }
        boolean watched = contents != null && contents.emitter().hears(WebContents.IPC_MESSAGE);
        if (!watched && !isHeard(contents, channel)) {
            unheard(sender, contents, kind, channel, arguments, message.arguments());
            return Delivery.UNHEARD;
        }
        MainEvent event = new MainEvent(sender, ports, null);
        if (arguments == null) {
            arguments = decoded(message.arguments());
        }
        if (contents != null && watched) {
            contents.emitter().emit(WebContents.IPC_MESSAGE, new IpcMessage(kind, channel, arguments, event));
        }
        if (!tell(contents, channel, new Round(event, arguments, uncaught))) {
            unheard(sender, contents, kind, channel, arguments, message.arguments());
        }
        return Delivery.DONE;
    }

    /**
     * Gives a synchronous message to whoever listens; the future completes with the first answer.
     *
     * @param answered is told the first answer of a listener, at once
     */
    public CompletableFuture<Outcome> sendSync(
            RendererSession sender, Request.SendSync message, Consumer<Outcome> answered) {
        String channel = message.channel();
        IpcContents contents = contentsOf(sender);
        Arguments arguments = null;
        if (isIntercepted(contents)) {
            Inbound inbound = new Inbound(sender, MessageKind.SEND_SYNC, channel, message.arguments(), 0);
            String denial = denial(contents, inbound);
            if (denial != null) {
                return CompletableFuture.completedFuture(Failures.denied(channel, denial));
            }
            arguments = inbound.decoded();
        }
        SyncAnswer answer = new SyncAnswer(channel, mapper(contents), uncaught, answered);
        MainEvent event = new MainEvent(sender, List.of(), answer);
        if (arguments == null) {
            arguments = decoded(message.arguments());
        }
        Consumer<Throwable> failed = thrown -> {
            uncaught.accept(thrown);
            answer.fail(thrown);
        };
        if (contents != null) {
            announceSync(contents, channel, arguments, event, failed);
        }
        boolean heard = tell(contents, channel, new Round(event, arguments, failed));
        if (event.isDeferred() || answer.isGiven()) {
            return answer.outcome();
        }
        if (heard) {
            answer.give(Failures.noReply(channel));
            return answer.outcome();
        }
        log.warn(
                "WebContents #{} called ipcRenderer.sendSync() with '{}' channel without listeners.",
                sender.webContentsId(),
                channel);
        unheard(sender, contents, MessageKind.SEND_SYNC, channel, arguments, message.arguments());
        answer.give(Failures.noHandler(channel));
        return answer.outcome();
    }

    /**
     * Gives a request to the channel's handler.
     *
     * @param cancellation tells the handler that nobody waits any more
     */
    public CompletionStage<Outcome> invoke(RendererSession sender, Upstream.Invoke request, Cancellation cancellation) {
        String channel = request.channel();
        IpcContents contents = contentsOf(sender);
        Arguments arguments = null;
        if (isIntercepted(contents)) {
            Inbound inbound = new Inbound(sender, MessageKind.INVOKE, channel, request.arguments(), 0);
            String denial = denial(contents, inbound);
            if (denial != null) {
                return CompletableFuture.completedFuture(Failures.denied(channel, denial));
            }
            arguments = inbound.decoded();
        }
        if (arguments == null) {
            arguments = decoded(request.arguments());
        }
        if (contents != null && contents.emitter().hears(WebContents.IPC_MESSAGE)) {
            MainEvent event = new MainEvent(sender, List.of(), null);
            contents.emitter()
                    .emit(WebContents.IPC_MESSAGE, new IpcMessage(MessageKind.INVOKE, channel, arguments, event));
        }
        Handling own = contents == null ? null : contents.ipc().takeHandler(channel);
        Handling handling = own != null ? own : ipcMain.takeHandler(channel);
        if (handling == null) {
            log.warn("Error occurred in handler for '{}': No handler registered for '{}'", channel, channel);
            unheard(sender, contents, MessageKind.INVOKE, channel, arguments, request.arguments());
            return CompletableFuture.completedFuture(Failures.noHandler(channel));
        }
        return calls.call(handling, new InvokeEvent(sender, cancellation), channel, arguments, mapper(contents));
    }

    /** Tells whether a message may be relayed; what may not is to be dropped. */
    public boolean admitsRelay(
            RendererSession sender, MessageKind kind, int targetId, String channel, Payload arguments) {
        IpcContents contents = contentsOf(sender);
        if (!isIntercepted(contents)) {
            return true;
        }
        Inbound inbound = new Inbound(sender, kind, channel, arguments, targetId);
        String denial = denial(contents, inbound);
        if (denial != null) {
            log.debug("Refused {}: {}", inbound, denial);
        }
        return denial == null;
    }

    private static @Nullable IpcContents contentsOf(RendererSession sender) {
        return sender.contents() instanceof IpcContents contents ? contents : null;
    }

    private boolean isIntercepted(@Nullable IpcContents contents) {
        return !ipcMain.interceptors().isEmpty()
                || (contents != null && !contents.ipc().interceptors().isEmpty());
    }

    private @Nullable String denial(@Nullable IpcContents contents, Inbound inbound) {
        String denial = InterceptorChain.denial(ipcMain.interceptors(), inbound, uncaught);
        return denial != null || contents == null
                ? denial
                : InterceptorChain.denial(contents.ipc().interceptors(), inbound, uncaught);
    }

    private boolean isHeard(@Nullable IpcContents contents, String channel) {
        return ipcMain.isHeard(channel) || (contents != null && contents.ipc().isHeard(channel));
    }

    private boolean tell(@Nullable IpcContents contents, String channel, Round round) {
        boolean heard = contents != null && contents.ipc().tell(channel, round);
        return ipcMain.tell(channel, round) || heard;
    }

    private static void announceSync(
            IpcContents contents, String channel, Arguments arguments, MainEvent event, Consumer<Throwable> failed) {
        boolean watched = contents.emitter().hears(WebContents.IPC_MESSAGE);
        boolean answerable = contents.emitter().hears(WebContents.IPC_MESSAGE_SYNC);
        if (watched || answerable) {
            IpcMessage message = new IpcMessage(MessageKind.SEND_SYNC, channel, arguments, event);
            contents.emitter().emit(WebContents.IPC_MESSAGE, message);
            contents.emitter().emit(WebContents.IPC_MESSAGE_SYNC, message, failed);
        }
    }

    private void unheard(
            RendererSession sender,
            @Nullable IpcContents contents,
            MessageKind kind,
            String channel,
            @Nullable Arguments seen,
            Payload payload) {
        boolean own = contents != null && !contents.ipc().unheard().isEmpty();
        if (!own && ipcMain.unheard().isEmpty()) {
            return;
        }
        MainEvent event = new MainEvent(sender, List.of(), null);
        IpcMessage message = new IpcMessage(kind, channel, seen == null ? decoded(payload) : seen, event);
        if (contents != null) {
            contents.ipc().unheard().tell(listener -> listener.on(message), uncaught);
        }
        ipcMain.unheard().tell(listener -> listener.on(message), uncaught);
    }

    private @Nullable ErrorMapper mapper(@Nullable IpcContents contents) {
        ErrorMapper own = contents == null ? null : contents.ipc().mapper();
        return own != null ? own : ipcMain.mapper();
    }

    /**
     * Decodes arguments before anybody sees them: what is malformed is then the fault of the renderer that is served, and
     * of no other.
     *
     * @throws MalformedDataException if they are no clone
     */
    private static Arguments decoded(Payload payload) {
        return StructuredClone.decodedArguments(payload.giveAway());
    }
}
