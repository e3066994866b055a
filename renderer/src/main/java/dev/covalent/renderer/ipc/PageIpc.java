package dev.covalent.renderer.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.ChannelName;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.event.ListenerTable;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.IpcRendererEvent;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.port.PortTable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ipcRenderer}, over the link to main. Thread-safe. */
public final class PageIpc implements IpcRenderer {
    private static final Logger log = LoggerFactory.getLogger(PageIpc.class);

    private static final String DRAIN = "drain";

    private final MainLink link;
    private final PortTable ports;
    private final Consumer<Throwable> uncaught;
    private final ListenerTable<String, Listener> listeners = new ListenerTable<>();
    private final ListenerTable<String, IntConsumer> drains = new ListenerTable<>();

    /**
     * Makes an {@code ipcRenderer} without listeners.
     *
     * @param uncaught is told what listeners throw
     */
    public PageIpc(MainLink link, PortTable ports, Consumer<Throwable> uncaught) {
        this.link = link;
        this.ports = ports;
        this.uncaught = uncaught;
    }

    /** Gives a message to the channel's listeners; in the loop's turn. */
    public void deliver(Downstream.Message message, List<MessagePort> arrived) {
        IpcRendererEvent event = new IpcRendererEvent(this, message.senderId(), arrived);
        Arguments arguments = StructuredClone.arguments(message.arguments().bytes());
        boolean heard = listeners.emit(message.channel(), (channel, listener) -> {
            try {
                listener.on(event, arguments);
            } catch (Throwable thrown) { // one listener's failure must not keep the message from the others
                uncaught.accept(thrown);
            }
            return true;
        });
        if (!heard) {
            log.debug("No listener for '{}'; dropped a message of sender {}", message.channel(), message.senderId());
            ports.abandon(arrived);
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
    public boolean send(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        return link.post(new Upstream.Message(channel, clone(args), List.of()));
    }

    @Override
    public Value sendSync(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        return StructuredClone.value(
                link.call(new Request.SendSync(channel, clone(args))).bytes());
    }

    @Override
    public CompletableFuture<Value> invoke(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Payload payload;
        try {
            payload = clone(args);
        } catch (RuntimeException uncloneable) {
            return CompletableFuture.failedFuture(uncloneable);
        }
        return link.ask("invoke of '" + channel + "'", number -> new Upstream.Invoke(number, channel, payload))
                .thenApply(answer -> StructuredClone.value(answer.bytes()));
    }

    @Override
    public boolean sendTo(int webContentsId, String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Payload payload = clone(args);
        return link.relay(webContentsId, payload, new Upstream.SendTo(webContentsId, channel, payload));
    }

    @Override
    public boolean postMessage(String channel, @Nullable Object message, List<MessagePort> transfer) {
        ChannelName.check(channel);
        Payload payload = clone(message);
        Objects.requireNonNull(transfer, "transfer");
        return ports.post(transfer, exported -> new Upstream.Message(channel, payload, exported));
    }

    @Override
    public long bufferedAmount() {
        return link.bufferedAmount(0);
    }

    @Override
    public long bufferedAmount(int webContentsId) {
        if (webContentsId < 1) {
            throw new IllegalArgumentException("The ids of contents start at 1; " + webContentsId + " is none");
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

    private static Payload clone(@Nullable Object... args) {
        return Payload.of(StructuredClone.encodeArguments(args));
    }
}
