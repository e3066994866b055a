package dev.covalent.main.dispatch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.RendererSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the answers to the requests of one batch: those given while the batch is dispatched travel as the result of its
 * call, later ones as frames. A request that is answered at once so costs one remote call and not two.
 *
 * <p>Thread-safe.
 */
final class ReplySlot {
    private static final long MAX_BYTES = 1 << 20;

    private final RendererSession session;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<Payload> early = new ArrayList<>();

    @GuardedBy("lock") private long bytes;

    @GuardedBy("lock") private boolean sealed;

    ReplySlot(RendererSession session) {
        this.session = session;
    }

    /** Answers a request. */
    void answer(long request, Outcome outcome) {
        Downstream.Reply reply = new Downstream.Reply(request, outcome);
        synchronized (lock) {
            if (!sealed) {
                Payload encoded = new EarlyReply(session.outbox().last(), reply).encode();
                early.add(encoded);
                bytes += encoded.length();
                sealed = bytes >= MAX_BYTES; // what is more goes through the queue, which is bounded
                return;
            }
        }
        session.post(reply);
    }

    /** Ends the batch; answers that come later are sent as frames. */
    List<Payload> seal() {
        synchronized (lock) {
            sealed = true;
            List<Payload> given = List.copyOf(early);
            early.clear(); // this lives as long as a request of the batch is open
            return given;
        }
    }
}
