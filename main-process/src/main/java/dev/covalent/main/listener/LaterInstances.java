package dev.covalent.main.listener;

import dev.covalent.common.instance.Handover;
import dev.covalent.common.instance.HandoverAnswer;
import dev.covalent.common.transport.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Is told of later instances of the application, by the {@link Listener}.
 *
 * <p>Implementations are thread-safe and must not block: they are called on the threads of the handshakes.
 */
public interface LaterInstances {
    /** For a main process that is told of none. */
    LaterInstances NONE = new LaterInstances() {
        @Override
        public @Nullable Refusal refusal() {
            return Refusal.NO_INSTANCE_LOCK;
        }

        @Override
        public HandoverAnswer take(Handover handover) {
            return HandoverAnswer.NO_INSTANCE_LOCK;
        }

        @Override
        public void answered(Handover handover) {}
    };

    /** Returns why a later instance need not send anything, or null if it may. */
    @Nullable Refusal refusal();

    /** Takes what a later instance hands over, or tells why not. It must not be acted upon before it is answered. */
    HandoverAnswer take(Handover handover);

    /**
     * Is told that the later instance has its answer, if it waited for it: whoever ends when hearing of that instance would
     * else cut it off, and it would take itself for the first one.
     *
     * @param handover the very object that was {@linkplain #take taken}
     */
    void answered(Handover handover);
}
