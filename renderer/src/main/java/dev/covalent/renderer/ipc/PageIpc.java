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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ipcRenderer}, over the link to main. Thread-safe. */
public final class PageIpc implements IpcRenderer {
    private static final Logger log = LoggerFactory.getLogger(PageIpc.class);

    private final MainLink link;
    private final PortTable ports;
    private final Consumer<Throwable> uncaught;
    private final ListenerTable<String, Listener> listeners = new ListenerTable<>();

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
    public void send(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        link.post(new Upstream.Message(channel, clone(args), List.of()));
        link.posted();
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
    public void sendTo(int webContentsId, String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        link.post(new Upstream.SendTo(webContentsId, channel, clone(args)));
        link.posted();
    }

    @Override
    public void postMessage(String channel, @Nullable Object message, List<MessagePort> transfer) {
        ChannelName.check(channel);
        Payload payload = clone(message);
        Objects.requireNonNull(transfer, "transfer");
        ports.post(transfer, exported -> new Upstream.Message(channel, payload, exported));
        link.posted();
    }

    @Override
    public MessageChannel newMessageChannel() {
        return ports.newChannel();
    }

    private static Payload clone(@Nullable Object... args) {
        return Payload.of(StructuredClone.encodeArguments(args));
    }
}
