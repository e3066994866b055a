package dev.covalent.main.ipc;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.Subscription;
import dev.covalent.common.event.ChannelListeners;
import dev.covalent.common.event.HandlerTable;
import dev.covalent.main.IpcMain;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The listeners and handlers of {@code ipcMain}; what brings them messages is the {@link IpcRouter}. Thread-safe. */
final class MainIpc extends ChannelListeners<IpcMain.Listener> implements IpcMain {
    private final HandlerTable<Handler> handlers = new HandlerTable<>();
    private final Supplier<MessageChannel> channels;

    MainIpc(Supplier<MessageChannel> channels) {
        this.channels = channels;
    }

    @Override
    public Subscription handle(String channel, Handler handler) {
        return handlers.register(channel, handler, false);
    }

    @Override
    public Subscription handleOnce(String channel, Handler handler) {
        return handlers.register(channel, handler, true);
    }

    @Override
    public void removeHandler(String channel) {
        handlers.remove(channel);
    }

    @Override
    public MessageChannel newMessageChannel() {
        return channels.get();
    }

    boolean isHeard(String channel) {
        return hears(channel);
    }

    boolean tell(String channel, BiPredicate<String, Listener> call) {
        return emit(channel, call);
    }

    /** Returns the handler that is to be called for a channel, removed already if it was for one call; or null. */
    @Nullable Handler takeHandler(String channel) {
        return handlers.take(channel);
    }
}
