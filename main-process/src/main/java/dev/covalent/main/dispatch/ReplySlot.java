package dev.covalent.main.dispatch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.RendererSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the answers to the requests of one batch: those given while the batch is dispatched travel as the result of its
 * call, later ones as frames. A request that is answered at once so costs one remote call and not two.
 *
 * <p>Thread-safe.
 */
final class ReplySlot {
    private static final long MAX_BYTES = 1 << 20;

    private final RendererSession session;
    private final Consumer<Outcome> early;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<Payload> answers = new ArrayList<>();

    @GuardedBy("lock") private long bytes;

    @GuardedBy("lock") private boolean sealed;

    /**
     * Makes a slot.
     *
     * @param early is told of each answer that travels as the result of the call, and does not arrive if that is cut
     */
    ReplySlot(RendererSession session, Consumer<Outcome> early) {
        this.session = session;
        this.early = early;
    }

    /** Answers a request. */
    void answer(long request, Outcome outcome) {
        Downstream.Reply reply = new Downstream.Reply(request, outcome);
        if (isTaken(reply)) {
            early.accept(outcome);
        } else {
            session.post(reply);
        }
    }

    private boolean isTaken(Downstream.Reply reply) {
        synchronized (lock) {
            if (sealed) {
                return false;
            }
            Payload encoded = new EarlyReply(session.outbox().last(), reply).encode();
            answers.add(encoded);
            bytes += encoded.length();
            sealed = bytes >= MAX_BYTES; // what is more goes through the queue, which is bounded
            return true;
        }
    }

    /** Ends the batch; answers that come later are sent as frames. */
    List<Payload> seal() {
        synchronized (lock) {
            sealed = true;
            List<Payload> given = List.copyOf(answers);
            answers.clear(); // this lives as long as a request of the batch is open
            return given;
        }
    }
}
