package dev.covalent.main.dispatch;

import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.main.session.RendererSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the answer to a synchronous message as a frame, ahead of the result of the call that brought the message, if a
 * listener goes on for long after one has answered: the renderer that waits need not wait for that too.
 *
 * <p>Nearly all listeners return at once, so each has a short while, and one timer looks after all of them: one at a time
 * runs, because it holds the turn of the loop.
 *
 * <p>Thread-safe.
 */
public final class AnswersAhead {
    private static final Logger log = LoggerFactory.getLogger(AnswersAhead.class);
    private static final long SHORT_WHILE_MILLIS = 10;

    private final ScheduledExecutorService timer;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** The message whose listeners run; written in the turn. */
    private volatile @Nullable Listening current;

    /** Makes one that looks after listeners by that timer. */
    public AnswersAhead(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Runs the listeners of a message; in the turn.
     *
     * @param sequence the number of the message among all that its renderer sends
     * @param listeners are given what to tell the answer, whichever thread gives it
     */
    CompletableFuture<Outcome> during(
            RendererSession session, long sequence, Function<Consumer<Outcome>, CompletableFuture<Outcome>> listeners) {
        Listening outer = current;
        Listening own = new Listening(session, sequence);
        current = own;
        try {
            return listeners.apply(own::answered);
        } finally {
            current = outer;
            if (outer != null && outer.answer != null) {
                lookSoon(); // nobody looked after it meanwhile
            }
        }
    }

    private void lookSoon() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        try {
            var unused = timer.schedule(this::look, SHORT_WHILE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("Main closes; answers go with the results of their calls");
        }
    }

    private void look() {
        looking.set(false);
        Listening listening = current;
        if (listening != null && !listening.sendIfOverdue()) {
            lookSoon();
        }
    }

    /** A message whose listeners run. */
    private final class Listening {
        private final RendererSession session;
        private final long sequence;
        private volatile @Nullable Answer answer;

        private Listening(RendererSession session, long sequence) {
            this.session = session;
            this.sequence = sequence;
        }

        private void answered(Outcome outcome) {
            answer = new Answer(outcome, System.nanoTime());
            if (current == this) {
                lookSoon();
            }
        }

        /** Returns false if it is to be looked after once more. */
        private boolean sendIfOverdue() {
            Answer given = answer;
            if (given == null) {
                return true;
            }
            if (System.nanoTime() - given.time() < TimeUnit.MILLISECONDS.toNanos(SHORT_WHILE_MILLIS)) {
                return false;
            }
            answer = null;
            boolean unused = session.post(new Downstream.SyncReply(sequence, given.outcome()));
            return true;
        }
    }

    private record Answer(Outcome outcome, long time) {}
}
