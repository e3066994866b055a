package dev.covalent.main.ipc;

import dev.covalent.common.ErrorMapper;
import dev.covalent.common.EventListener;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.Subscription;
import dev.covalent.common.event.ChannelListeners;
import dev.covalent.common.event.HandlerTable;
import dev.covalent.common.event.Hooks;
import dev.covalent.main.IpcInterceptor;
import dev.covalent.main.IpcMain;
import dev.covalent.main.IpcMessage;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What users have added to {@code ipcMain}, or to the {@code ipc} of one contents; the {@link IpcRouter} asks it where
 * messages go. Thread-safe.
 */
public final class MainIpc extends ChannelListeners<IpcMain.Listener> implements IpcMain {
    private final Supplier<MessageChannel> channels;
    private final Executor workers;
    private final BooleanSupplier destroyed;
    private final HandlerTable<Handling> handlers = new HandlerTable<>();
    private final Hooks<IpcInterceptor> interceptors = new Hooks<>();
    private final Hooks<EventListener<IpcMessage>> unheard = new Hooks<>();
    private final AtomicReference<@Nullable ErrorMapper> mapper = new AtomicReference<>();

    /**
     * Makes an empty one.
     *
     * @param destroyed tells whether what it belongs to is destroyed, so that nothing can be added any more
     */
    MainIpc(Supplier<MessageChannel> channels, Executor workers, BooleanSupplier destroyed) {
        this.channels = channels;
        this.workers = workers;
        this.destroyed = destroyed;
    }

    @Override
    public Subscription on(String channel, Listener listener) {
        checkLive();
        return super.on(channel, listener);
    }

    @Override
    public Subscription once(String channel, Listener listener) {
        checkLive();
        return super.once(channel, listener);
    }

    @Override
    public Subscription handle(String channel, Handler handler) {
        checkLive();
        return handlers.register(channel, new Handling(handler, null), false);
    }

    @Override
    public Subscription handle(String channel, Executor executor, Handler handler) {
        checkLive();
        Objects.requireNonNull(executor, "executor");
        return handlers.register(channel, new Handling(handler, executor), false);
    }

    @Override
    public Subscription handleOnce(String channel, Handler handler) {
        checkLive();
        return handlers.register(channel, new Handling(handler, null), true);
    }

    @Override
    public void removeHandler(String channel) {
        handlers.remove(channel);
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Subscription use(IpcInterceptor interceptor) {
        checkLive();
        return interceptors.add(interceptor);
    }

    @Override
    public Subscription errorMapper(ErrorMapper next) {
        checkLive();
        mapper.set(Objects.requireNonNull(next, "mapper"));
        return () -> mapper.compareAndSet(next, null);
    }

    @Override
    public Subscription onUnheard(EventListener<IpcMessage> listener) {
        checkLive();
        return unheard.add(listener);
    }

    @Override
    public MessageChannel newMessageChannel() {
        return channels.get();
    }

    /** Removes everything that was added, because what it belongs to is destroyed. */
    public void clear() {
        removeAllListeners();
        handlers.removeAll();
        interceptors.clear();
        unheard.clear();
        mapper.set(null);
    }

    boolean isHeard(String channel) {
        return hears(channel);
    }

    boolean tell(String channel, BiPredicate<String, Listener> call) {
        return emit(channel, call);
    }

    /** Returns the handler that is to be called for a channel, removed already if it was for one call; or null. */
    @Nullable Handling takeHandler(String channel) {
        return handlers.take(channel);
    }

    Hooks<IpcInterceptor> interceptors() {
        return interceptors;
    }

    Hooks<EventListener<IpcMessage>> unheard() {
        return unheard;
    }

    @Nullable ErrorMapper mapper() {
        return mapper.get();
    }

    private void checkLive() {
        if (destroyed.getAsBoolean()) {
            throw new IllegalStateException("Object has been destroyed");
        }
    }
}
