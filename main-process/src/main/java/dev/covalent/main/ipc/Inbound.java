package dev.covalent.main.ipc;

import dev.covalent.common.Arguments;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.IpcInbound;
import dev.covalent.main.MessageKind;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import org.jspecify.annotations.Nullable;

/** What interceptors see of one frame. Confined to the turn. */
final class Inbound implements IpcInbound {
    private final RendererSession session;
    private final MessageKind kind;
    private final String channel;
    private final Payload payload;
    private final int targetId;
    private @Nullable Arguments arguments;
    private @Nullable MalformedDataException malformed;

    Inbound(RendererSession session, MessageKind kind, String channel, Payload payload, int targetId) {
        this.session = session;
        this.kind = kind;
        this.channel = channel;
        this.payload = payload;
        this.targetId = targetId;
    }

    @Override
    public MessageKind kind() {
        return kind;
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public WebContents sender() {
        return session.contents();
    }

    @Override
    public int bytes() {
        return payload.length();
    }

    /**
     * Returns the arguments.
     *
     * @throws MalformedDataException if they are no clone, which is the sender's fault and not the interceptor's
     */
    @Override
    public Arguments message() {
        if (arguments == null) {
            arguments = decoded(targetId == 0 ? payload.giveAway() : payload); // or the target gets it, too
        }
        return arguments;
    }

    /**
     * Does nothing, unless somebody has looked at arguments that are no clone. What an interceptor throws does not tell: it
     * may have decoded something of its own.
     */
    void throwIfMalformed() {
        if (malformed != null) {
            throw malformed;
        }
    }

    /** Returns the arguments if an interceptor has looked at them, or null. */
    @Nullable Arguments decoded() {
        return arguments;
    }

    private Arguments decoded(Payload bytes) {
        try {
            return StructuredClone.decodedArguments(bytes);
        } catch (MalformedDataException broken) {
            malformed = broken;
            throw broken;
        }
    }

    @Override
    public int targetId() {
        return targetId;
    }

    @Override
    public String toString() {
        return kind + " on '" + channel + "' of " + session;
    }
}
