package dev.covalent.main.window;

import dev.covalent.common.transport.Lifeline;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one renderer asked whether its loop turns, and tells if it does not, or does again; not of an operator's tool, which
 * has no page.
 *
 * <p>Thread-safe. What is told is told in the turn of main's loop.
 */
final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final RendererSession session;
    private final RendererState state;
    private final LongSupplier nanoTime;
    private final Consumer<Boolean> responsive;
    private final Pulse pulse;

    /**
     * Makes one for a renderer that has not been asked.
     *
     * @param unresponsiveAfter how long the renderer's loop may not turn
     * @param nanoTime tells when it answers, as {@link System#nanoTime()} does
     * @param responsive is told, in the turn, that its page does not answer, or does again
     */
    Heartbeat(
            RendererSession session,
            RendererState state,
            Duration unresponsiveAfter,
            LongSupplier nanoTime,
            Consumer<Boolean> responsive) {
        this.session = session;
        this.state = state;
        this.nanoTime = nanoTime;
        this.responsive = responsive;
        this.pulse = new Pulse(TimeUnit.NANOSECONDS.convert(unresponsiveAfter));
    }

    /** Asks whether its loop turns, unless there is no page to ask, or it has not answered yet. */
    void ask(long now) {
        state.pulseLine()
                .filter(line -> !session.isOperator() && pulse.ask(now))
                .ifPresent(Lifeline::beat);
    }

    /**
     * Tells if it has not answered for too long; in the turn. An operator's tool may have been asked before it has said what
     * it is.
     *
     * @param missed for how much of that time main could not see an answer
     */
    void check(long now, long missed) {
        if (!session.isOperator() && pulse.becameLate(now, missed)) {
            log.warn("{}: its page does not answer", session);
            responsive.accept(false);
        }
    }

    /** Takes an answer; false if nobody has asked. */
    boolean answered() {
        if (!pulse.answer(nanoTime.getAsLong())) {
            return false;
        }
        session.loop().execute(() -> {
            if (pulse.recovered()) {
                log.info("{}: its page answers again", session);
                responsive.accept(true);
            }
        });
        return true;
    }

    /** Returns when it has answered last; empty if it never has. */
    OptionalLong answeredAt() {
        return pulse.answeredAt();
    }

    /** Tells whether its page does not answer. */
    boolean isLate() {
        return pulse.isLate();
    }

    /** Gives it up, whatever was asked: unless that was told before, its page does not answer. */
    void giveUp() {
        session.loop().execute(() -> {
            if (pulse.giveUp()) {
                responsive.accept(false);
            }
        });
    }
}
