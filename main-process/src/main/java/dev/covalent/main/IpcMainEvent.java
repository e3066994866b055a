package dev.covalent.main;

import dev.covalent.common.Channel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.UncloneableValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of a renderer. Mirrors {@code IpcMainEvent}. Thread-safe. */
public interface IpcMainEvent {

    /** Returns who sent it; known from the connection, never from anything the renderer says. */
    WebContents sender();

    /** Returns the process id of the renderer. */
    long processId();

    /** Returns what kind of process sent it. */
    SenderType type();

    /**
     * Sends a message back to the sender; dropped without an error if it is gone. Otherwise as {@link WebContents#send}.
     *
     * @return false if the message is sent, but better wait for {@link WebContents#DRAIN}, or the sender is gone
     */
    boolean reply(String channel, @Nullable Object... args);

    /** Sends a message on a typed channel back to the sender. */
    default <T> boolean reply(Channel<T> channel, T message) {
        return reply(channel.name(), message);
    }

    /**
     * Answers a {@code sendSync}, now or after the listener has returned. Only the first answer counts. Without effect
     * for a message that nobody waits for.
     *
     * @throws UncloneableValueException if the value cannot be cloned; the sender sees the same error
     */
    void returnValue(@Nullable Object value);

    /**
     * Announces that the answer to a {@code sendSync} will be given after the listener has returned. Without it, a
     * listener that returns without an answer leaves the sender with {@code reply was never sent}.
     */
    void defer();

    /** Returns the ports that came with the message, or an empty list. */
    List<MessagePort> ports();
}
