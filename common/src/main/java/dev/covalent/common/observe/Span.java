package dev.covalent.common.observe;

import dev.covalent.common.Cancellation;
import dev.covalent.common.frame.Outcome;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes time and ends once, to be recorded then.
 *
 * <p>Begun on one thread, it may end on another; the first end counts.
 */
public abstract class Span {
    /** What nobody records. */
    public static final Span OFF = new Off();

    /** Begins. */
    protected Span() {}

    /** Tells whether anybody records this; what is done only for the record may be left out otherwise. */
    public abstract boolean isRecorded();

    /**
     * Ends.
     *
     * @param outcome a word for how
     */
    public abstract void end(String outcome);

    /** Ends well. */
    public final void done() {
        end(Outcomes.SUCCESS);
    }

    /** Ends because an interceptor refused it. */
    public final void denied() {
        end(Outcomes.DENIED);
    }

    /** Ends because nobody listens to it. */
    public final void unheard() {
        end(Outcomes.UNHEARD);
    }

    /** Ends as a request did. */
    public final void answered(Outcome outcome) {
        if (isRecorded()) {
            end(Outcomes.of(outcome));
        }
    }

    /** Ends with what was thrown. */
    public final void failed(Throwable thrown) {
        if (isRecorded()) {
            end(Outcomes.of(thrown));
        }
    }

    /** Ends when its request is given up, which is then never answered; a deadline is answered. */
    public final void endsIfGivenUp(Cancellation cancellation) {
        if (isRecorded()) {
            var unused = cancellation.onCancelled(() -> cancellation.reason().ifPresent(this::givenUp));
        }
    }

    private void givenUp(Cancellation.Reason reason) {
        if (reason != Cancellation.Reason.DEADLINE) {
            end(reason == Cancellation.Reason.PEER_GONE ? Outcomes.GONE : Outcomes.CANCELLED);
        }
    }

    /**
     * Ends as an answer does.
     *
     * @param answer has an action run when the answer is there; is not called if nobody records this
     */
    public final void endsWith(Consumer<BiConsumer<@Nullable Object, @Nullable Throwable>> answer) {
        if (isRecorded()) {
            answer.accept((value, failure) -> {
                if (failure == null) {
                    done();
                } else {
                    failed(failure);
                }
            });
        }
    }

    private static final class Off extends Span {
        @Override
        public boolean isRecorded() {
            return false;
        }

        @Override
        public void end(String outcome) {
            // Nobody records it.
        }
    }
}
