package dev.covalent.renderer.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.ChannelName;
import dev.covalent.common.ErrorMapper;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Procedure;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.ChannelListeners;
import dev.covalent.common.event.Hooks;
import dev.covalent.common.event.ListenerTable;
import dev.covalent.common.frame.Deadlines;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.invoke.OpenInvocations;
import dev.covalent.common.observe.Span;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.IpcRendererEvent;
import dev.covalent.renderer.IpcRequests;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.port.PortTable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ipcRenderer}, over the link to main. Thread-safe. */
public final class PageIpc extends ChannelListeners<IpcRenderer.Listener> implements IpcRenderer {
    private static final Logger log = LoggerFactory.getLogger(PageIpc.class);

    private static final String DRAIN = "drain";

    private final MainLink link;
    private final PortTable ports;
    private final Consumer<Throwable> uncaught;
    private final PageRequests requests;
    private final PageHandlers handlers;
    private final ListenerTable<String, IntConsumer> drains = new ListenerTable<>();

    private final Hooks<UnheardListener> unheard = new Hooks<>();

    /**
     * Makes an {@code ipcRenderer} without listeners.
     *
     * @param open the requests of main's
     * @param uncaught is told what listeners throw
     */
    public PageIpc(MainLink link, PortTable ports, OpenInvocations open, Consumer<Throwable> uncaught) {
        this.link = link;
        this.ports = ports;
        this.uncaught = uncaught;
        this.requests = new PageRequests(link, Deadlines.millis(link.requestTimeout()));
        this.handlers = new PageHandlers(link, this, open, uncaught);
    }

    /**
     * Gives a message to the channel's listeners; in the loop's turn.
     *
     * @return whether there was one
     */
    public boolean deliver(Downstream.Message message, List<MessagePort> arrived) {
        IpcRendererEvent event = new IpcRendererEvent(this, message.senderId(), arrived);
        Arguments arguments = StructuredClone.arguments(message.arguments().giveAway());
        boolean heard = emit(message.channel(), (channel, listener) -> {
            try {
                listener.on(event, arguments);
            } catch (Throwable thrown) { // one listener's failure must not keep the message from the others
                uncaught.accept(thrown);
            }
            return true;
        });
        if (!heard) {
            unheard.tell(listener -> listener.unheard(message.channel(), event, arguments), uncaught);
            log.debug("No listener for '{}'; dropped a message of sender {}", message.channel(), message.senderId());
            ports.abandon(arrived);
        }
        return heard;
    }

    /**
     * Gives a request of main's to the channel's handler; in the loop's turn.
     *
     * @param received when it came, as {@link System#nanoTime} counts
     */
    public void serve(Downstream.Invoke request, long received, Span span) {
        handlers.serve(request, received, span);
    }

    /** Is told, on whatever thread, that main does not wait for an answer any more; {@link #cancel} is to follow. */
    public void cancelAhead(Downstream.Cancel cancel) {
        handlers.cancelAhead(cancel);
    }

    /** Is told, in the loop's turn, that main does not wait for an answer any more. */
    public void cancel(Downstream.Cancel cancel) {
        handlers.cancel(cancel);
    }

    /** Is told, in the loop's turn, that nothing that main asked can be answered any more. */
    public void mainGone() {
        handlers.mainGone();
    }

    @Override
    public Subscription errorMapper(ErrorMapper mapper) {
        return handlers.errorMapper(mapper);
    }

    @Override
    public Subscription onUnheard(UnheardListener listener) {
        return unheard.add(listener);
    }

    @Override
    public boolean send(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        return posted(link.post(new Upstream.Message(channel, clone(args), List.of())));
    }

    @Override
    public Value sendSync(String channel, @Nullable Object... args) {
        return requests.sendSync(channel, args);
    }

    @Override
    public CompletableFuture<Value> invoke(String channel, @Nullable Object... args) {
        return requests.invoke(channel, args);
    }

    @Override
    public <A, R> CompletableFuture<R> invoke(Procedure<A, R> procedure, A argument) {
        return requests.invoke(procedure, argument);
    }

    @Override
    public IpcRequests withDeadline(Duration deadline) {
        return new PageRequests(link, Deadlines.millis(deadline));
    }

    @Override
    public Subscription handle(String channel, Handler handler) {
        return handlers.table().register(channel, handler, false);
    }

    @Override
    public Subscription handleOnce(String channel, Handler handler) {
        return handlers.table().register(channel, handler, true);
    }

    @Override
    public void removeHandler(String channel) {
        handlers.table().remove(channel);
    }

    @Override
    public boolean sendTo(int webContentsId, String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Payload payload = clone(args);
        return posted(
                link.relay(webContentsId, channel, payload, new Upstream.SendTo(webContentsId, channel, payload)));
    }

    @Override
    public boolean postMessage(String channel, @Nullable Object message, List<MessagePort> transfer) {
        ChannelName.check(channel);
        Payload payload = clone(message);
        Objects.requireNonNull(transfer, "transfer");
        return posted(ports.post(transfer, exported -> new Upstream.Message(channel, payload, exported, true)));
    }

    @Override
    public long bufferedAmount() {
        return link.bufferedAmount(0);
    }

    @Override
    public long bufferedAmount(int webContentsId) {
        if (webContentsId < 0) {
            throw new IllegalArgumentException(
                    "The ids of contents start at 1, and 0 is main; " + webContentsId + " is none");
        }
        return link.bufferedAmount(webContentsId);
    }

    @Override
    public Subscription onDrain(IntConsumer listener) {
        return drains.on(DRAIN, listener);
    }

    /**
     * Tells the listeners that a receiver has caught up; in the loop's turn.
     *
     * @param receiver 0 for main, else the id of the contents
     */
    public void drained(int receiver) {
        drains.emit(DRAIN, (key, listener) -> {
            try {
                listener.accept(receiver);
            } catch (Throwable thrown) { // the others still wait to be told
                uncaught.accept(thrown);
            }
            return true;
        });
    }

    @Override
    public MessageChannel newMessageChannel() {
        return ports.newChannel();
    }

    private boolean posted(boolean below) {
        link.posted();
        return below;
    }

    private static Payload clone(@Nullable Object... args) {
        return StructuredClone.encodeArguments(args);
    }
}
