package dev.covalent.common;

import java.util.Set;

/**
 * An end of the messages that can be listened to, channel by channel. Mirrors Node's {@code EventEmitter} as {@code
 * ipcMain} and {@code ipcRenderer} show it; no channel name has a special meaning, not even {@code error}.
 *
 * <p>Listeners of a channel run in the order they were added; one that throws is reported as uncaught, and the others
 * still run. Nothing of the framework's own is ever listed here. Implementations are thread-safe.
 *
 * @param <L> the listeners
 */
public interface ChannelEmitter<L> {

    /**
     * Adds a listener for messages on a channel.
     *
     * @param channel not empty, at most 1,024 characters
     * @return closing it removes this listener and no other
     */
    Subscription on(String channel, L listener);

    /** Adds a listener that is removed before its first call. */
    Subscription once(String channel, L listener);

    /** Removes a listener by identity; removing what was never added is a no-op. */
    void off(String channel, L listener);

    /** Adds a listener, as {@link #on} does. */
    default Subscription addListener(String channel, L listener) {
        return on(channel, listener);
    }

    /** Removes a listener, as {@link #off} does. */
    default void removeListener(String channel, L listener) {
        off(channel, listener);
    }

    /** Removes every listener of a channel, and no others. */
    void removeAllListeners(String channel);

    /** Removes every listener of every channel. */
    void removeAllListeners();

    /** Returns how many listeners a channel has. */
    int listenerCount(String channel);

    /** Returns the channels that have listeners, in the order of their first one. */
    Set<String> eventNames();
}
