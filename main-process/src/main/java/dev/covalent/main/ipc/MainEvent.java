package dev.covalent.main.ipc;

import dev.covalent.common.ChannelName;
import dev.covalent.common.MessagePort;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.SenderType;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message, known by its connection. Thread-safe. */
final class MainEvent implements IpcMainEvent {
    private final RendererSession session;
    private final List<MessagePort> ports;
    private final @Nullable SyncAnswer answer;
    private volatile boolean deferred;

    /**
     * Makes an event.
     *
     * @param answer what the sender waits for; null if it does not
     */
    MainEvent(RendererSession session, List<MessagePort> ports, @Nullable SyncAnswer answer) {
        this.session = session;
        this.ports = List.copyOf(ports);
        this.answer = answer;
    }

    boolean isDeferred() {
        return deferred;
    }

    @Override
    public WebContents sender() {
        return session.contents();
    }

    @Override
    public long processId() {
        return session.processId();
    }

    @Override
    public SenderType type() {
        return SenderType.RENDERER;
    }

    @Override
    public boolean reply(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Payload payload = StructuredClone.encodeArguments(args);
        return session.send(new Downstream.Message(channel, 0, payload, List.of()).encode());
    }

    @Override
    public void returnValue(@Nullable Object value) {
        try {
            Outcome given = new Outcome.Success(StructuredClone.encode(value, "returnValue"));
            if (answer != null) {
                answer.give(given);
            }
        } catch (RuntimeException uncloneable) { // also what an accessor of the value threw: the sender waits
            if (answer != null) {
                answer.fail(uncloneable);
            }
            throw uncloneable;
        }
    }

    @Override
    public void defer() {
        deferred = true;
    }

    @Override
    public List<MessagePort> ports() {
        return ports;
    }
}
