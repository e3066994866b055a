package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.Actor;
import dev.covalent.launcher.demo.flow.Assignment;
import dev.covalent.launcher.demo.flow.Expectation;
import dev.covalent.launcher.demo.flow.Flow;
import dev.covalent.launcher.demo.flow.MainSide;
import java.time.Duration;
import java.util.UUID;

/**
 * Runs one flow between two renderers and judges it by what the processes report.
 *
 * <p>Confined to the director's thread.
 */
final class FlowRunner {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int NONCE_LENGTH = 8;

    private final MainSide main;
    private final Observations observations;
    private final Transcript transcript;

    FlowRunner(MainSide main, Observations observations, Transcript transcript) {
        this.main = main;
        this.observations = observations;
        this.transcript = transcript;
    }

    /** Returns a text that nobody can know before. */
    static String newNonce() {
        return UUID.randomUUID().toString().substring(0, NONCE_LENGTH);
    }

    /** Runs a flow, prints its verdict and returns it. */
    FlowResult run(String label, Flow flow, Actor initiator, Actor responder) throws InterruptedException {
        Assignment run = new Assignment(flow.number(), newNonce(), initiator, responder);
        FlowResult result = judge(label, flow, run);
        transcript.line(result.toString());
        return result;
    }

    private FlowResult judge(String label, Flow flow, Assignment run) throws InterruptedException {
        Expectation expected = flow.expect(run);
        observations.open(run.nonce(), label);
        try {
            flow.start(main, run);
        } catch (RuntimeException failed) { // whatever it is, this flow has failed and the others go on
            return FlowResult.failed(label, "it could not be started: " + failed);
        }
        String title = flow.title() + " (" + run.initiator().role() + ", "
                + run.responder().role() + ")";
        return FlowResult.of(label, title, expected, observations.await(run.nonce(), expected, LIMIT));
    }
}
