package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.rmi.BareChild;
import dev.covalent.launcher.bench.rmi.BareStart;
import dev.covalent.launcher.bench.rmi.FirstCall;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Starts JVMs that know nothing of Covalent. */
final class BareStarts {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private BareStarts() {}

    static Measurement take(Mode mode) throws IOException, InterruptedException, TimeoutException {
        try (FirstCall call = FirstCall.export()) {
            try (BareChild child = BareChild.start(BareStart.class, call.stub())) {
                long nanos = call.await(LIMIT) - child.forkedNanos();
                return mode == Mode.START ? Measurement.start(nanos) : Footprint.ofSettled(child.pid());
            }
        }
    }
}
