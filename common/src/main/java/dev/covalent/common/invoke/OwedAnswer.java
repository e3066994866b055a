package dev.covalent.common.invoke;

import dev.covalent.common.IpcException;
import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.Outcome;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the answer that a peer waits for; a value for which its queue has no room goes as the failure that says so. */
public final class OwedAnswer {
    private static final Logger log = LoggerFactory.getLogger(OwedAnswer.class);

    private OwedAnswer() {}

    /**
     * Sends an answer; one to a peer that is gone is dropped.
     *
     * @param what was asked, for messages: {@code "invoke of 'add'"}
     * @param refused makes the failure that goes in place of a value
     * @param post queues an answer; failures are small, and it takes them however full the queue is
     */
    public static void send(
            Outcome outcome,
            Object what,
            Function<QueueFullException, Outcome.Failure> refused,
            Consumer<Outcome> post) {
        try {
            sendOrRefuse(outcome, refused, post);
        } catch (IpcException ended) {
            log.debug("The answer to the {} was not sent", what, ended);
        }
    }

    private static void sendOrRefuse(
            Outcome outcome, Function<QueueFullException, Outcome.Failure> refused, Consumer<Outcome> post) {
        try {
            post.accept(outcome);
        } catch (QueueFullException full) {
            post.accept(refused.apply(full));
        }
    }
}
