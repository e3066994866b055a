package dev.covalent.main.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.Cancellation;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.Failures;
import dev.covalent.common.invoke.HandlerCall;
import dev.covalent.main.IpcMain;
import dev.covalent.main.session.RendererSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the messages of renderers to listeners and handlers, and their answers back.
 *
 * <p>Thread-safe; messages are dispatched in the turn of main's loop.
 */
public final class IpcRouter {
    private static final Logger log = LoggerFactory.getLogger(IpcRouter.class);

    private final MainIpc ipcMain;
    private final Consumer<Throwable> uncaught;

    /**
     * Makes a router to an {@code ipcMain} without listeners.
     *
     * @param channels makes message channels of main's
     * @param uncaught is told what listeners throw
     */
    public IpcRouter(Supplier<MessageChannel> channels, Consumer<Throwable> uncaught) {
        this.ipcMain = new MainIpc(channels);
        this.uncaught = uncaught;
    }

    /** Returns the {@code ipcMain} that messages are brought to. */
    public IpcMain ipcMain() {
        return ipcMain;
    }

    /**
     * Gives a message to the channel's listeners.
     *
     * @return whether there was a listener; the ports of a message without one are the caller's to close
     */
    public boolean message(RendererSession sender, Upstream.Message message, List<MessagePort> ports) {
        if (!ipcMain.isHeard(message.channel())) {
            return false;
        }
        MainEvent event = new MainEvent(sender, ports, answer -> {});
        Arguments arguments = decoded(message.arguments());
        return ipcMain.tell(message.channel(), (channel, listener) -> {
            call(listener, event, arguments);
            return true;
        });
    }

    /** Gives a synchronous message to the channel's listeners; the future completes with the first answer. */
    public CompletableFuture<Outcome> sendSync(RendererSession sender, Request.SendSync message) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        MainEvent event = new MainEvent(sender, List.of(), answer::complete);
        Arguments arguments = decoded(message.arguments());
        boolean heard = ipcMain.tell(message.channel(), (channel, listener) -> {
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

    /**
     * Gives a request to the channel's handler.
     *
     * @param cancellation tells the handler that nobody waits any more
     */
    public CompletionStage<Outcome> invoke(
            RendererSession sender, Upstream.Invoke request, Cancellation cancellation) {
        IpcMain.Handler handler = ipcMain.takeHandler(request.channel());
        if (handler == null) {
            return HandlerCall.withoutHandler(request.channel());
        }
        Arguments arguments = decoded(request.arguments());
        return HandlerCall.run(
                request.channel(), () -> handler.handle(new InvokeEvent(sender, cancellation), arguments));
    }

    private @Nullable Throwable call(IpcMain.Listener listener, MainEvent event, Arguments arguments) {
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
}
