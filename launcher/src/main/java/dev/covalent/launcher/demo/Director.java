package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.Actor;
import dev.covalent.launcher.demo.flow.Flow;
import dev.covalent.launcher.demo.flow.Flows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the flows one after the other and counts those that hold; a flow that is run again counts as it did last.
 *
 * <p>Confined to the director's thread, except {@link #summary} and {@link #allHeld}, which are thread-safe.
 */
final class Director {
    private static final Logger log = LoggerFactory.getLogger(Director.class);
    private static final Duration ENTRY_LIMIT = Duration.ofSeconds(60);

    private final List<Flow> flows;
    private final FlowRunner runner;
    private final GuestFlow guests;
    private final Cast cast;
    private final Transcript transcript;
    private final Map<Integer, Boolean> held = new ConcurrentHashMap<>();

    Director(List<Flow> flows, FlowRunner runner, GuestFlow guests, Cast cast, Transcript transcript) {
        this.flows = flows;
        this.runner = runner;
        this.guests = guests;
        this.cast = cast;
        this.transcript = transcript;
    }

    /** Runs all flows, from the index window to the news window. */
    void playAll() throws InterruptedException {
        try {
            Actor index = cast.await(IndexPage.ROLE, ENTRY_LIMIT);
            Actor news = cast.await(NewsPage.ROLE, ENTRY_LIMIT);
            for (Flow flow : flows) {
                count(runner.run(Integer.toString(flow.number()), flow, index, news), flow.number());
            }
            count(guests.run(news), Flows.GUESTS);
        } catch (IllegalStateException failed) {
            log.error("The flows could not all be run", failed);
        }
    }

    /** Runs one flow again, from the window in which its button was pressed to the other one. */
    void playAgain(int number, Actor initiator) throws InterruptedException {
        String other = initiator.role().equals(NewsPage.ROLE) ? IndexPage.ROLE : NewsPage.ROLE;
        try {
            Actor responder = cast.await(other, Duration.ZERO);
            if (number == Flows.GUESTS) {
                count(guests.run(initiator), number);
            } else {
                Flow flow = flows.get(number - 1);
                count(runner.run(Integer.toString(number), flow, initiator, responder), number);
            }
        } catch (IllegalStateException failed) {
            transcript.line(FlowResult.failed(Integer.toString(number), String.valueOf(failed.getMessage()))
                    .toString());
        }
    }

    /** Returns the last line of the transcript. */
    String summary() {
        long ok = held.values().stream().filter(held -> held).count();
        return "demo: " + Flows.GUESTS + " flows, " + ok + " ok";
    }

    /** Tells whether every flow was run and held. */
    boolean allHeld() {
        return held.size() == Flows.GUESTS && !held.containsValue(false);
    }

    private void count(FlowResult result, int number) {
        held.put(number, result.ok());
    }
}
