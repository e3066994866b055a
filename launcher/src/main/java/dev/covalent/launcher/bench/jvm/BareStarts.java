package dev.covalent.launcher.bench.jvm;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.rmi.BareStart;
import dev.covalent.launcher.bench.rmi.FirstCall;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts JVMs that know nothing of Covalent, with the flags that every child of Covalent's gets. */
final class BareStarts {
    private static final Logger log = LoggerFactory.getLogger(BareStarts.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private BareStarts() {}

    static Measurement take(Mode mode) throws IOException, InterruptedException, TimeoutException {
        JvmCommand command = JvmCommand.builder(BareStart.class.getName())
                .role("bench-bare-start")
                .build();
        try (FirstCall call = FirstCall.export()) {
            byte[] stub = bootstrap(call.stub());
            long start = System.nanoTime();
            ChildJvm child =
                    ChildJvm.start(command, stub, (pid, stream, line) -> log.warn("[bare JVM, pid {}] {}", pid, line));
            try {
                long nanos = call.await(LIMIT) - start;
                return mode == Mode.START ? Measurement.start(nanos) : Footprint.ofSettled(child.pid());
            } finally {
                child.dismiss(GRACE);
            }
        }
    }

    private static byte[] bootstrap(String stub) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(stub);
        return bytes.toByteArray();
    }
}
