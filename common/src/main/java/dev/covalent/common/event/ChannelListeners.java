package dev.covalent.common.event;

import dev.covalent.common.ChannelEmitter;
import dev.covalent.common.ChannelName;
import dev.covalent.common.Subscription;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The listeners of one end of the messages; the ends of both processes extend it.
 *
 * <p>Thread-safe.
 *
 * @param <L> the listeners
 */
public abstract class ChannelListeners<L> implements ChannelEmitter<L> {
    private final ListenerTable<String, L> listeners = new ListenerTable<>();

    /** Makes an end without listeners. */
    protected ChannelListeners() {}

    @Override
    public Subscription on(String channel, L listener) {
        return listeners.on(ChannelName.check(channel), listener);
    }

    @Override
    public Subscription once(String channel, L listener) {
        return listeners.once(ChannelName.check(channel), listener);
    }

    @Override
    public final void off(String channel, L listener) {
        listeners.off(ChannelName.check(channel), listener);
    }

    @Override
    public final void removeAllListeners(String channel) {
        listeners.removeAll(ChannelName.check(channel));
    }

    @Override
    public final void removeAllListeners() {
        listeners.removeAll();
    }

    @Override
    public final int listenerCount(String channel) {
        return listeners.count(ChannelName.check(channel));
    }

    @Override
    public final Set<String> eventNames() {
        return listeners.keys();
    }

    /** Tells whether a channel has a listener. */
    protected final boolean hears(String channel) {
        return listeners.has(channel);
    }

    /**
     * Gives every listener of a channel to {@code call}, in the order they were added.
     *
     * @param call calls the listener; false stops the round
     * @return whether the channel had a listener
     */
    protected final boolean emit(String channel, BiPredicate<String, L> call) {
        return listeners.emit(channel, call);
    }
}
