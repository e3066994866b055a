package dev.covalent.launcher.bench.rmi;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM that knows nothing of Covalent, with the flags that every child of Covalent's gets. It is given a stub, and ends with
 * its standard input.
 */
public final class BareChild implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BareChild.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ChildJvm jvm;
    private final long forkedNanos;

    private BareChild(ChildJvm jvm, long forkedNanos) {
        this.jvm = jvm;
        this.forkedNanos = forkedNanos;
    }

    /** Starts one of that main class, which {@linkplain BareInput#readStub reads the stub}. */
    public static BareChild start(Class<?> mainClass, String stub) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(stub);
        JvmCommand command =
                JvmCommand.builder(mainClass.getName()).role("bench-bare").build();
        long now = System.nanoTime();
        return new BareChild(
                ChildJvm.start(
                        command,
                        bytes.toByteArray(),
                        (pid, stream, line) -> log.warn("[bare JVM, pid {}] {}", pid, line)),
                now);
    }

    /** Returns when it was forked, by {@link System#nanoTime}. */
    public long forkedNanos() {
        return forkedNanos;
    }

    /** Returns its process id. */
    public long pid() {
        return jvm.pid();
    }

    /** Has it end. */
    @Override
    public void close() {
        jvm.dismiss(GRACE);
    }
}
