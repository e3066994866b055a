package dev.covalent.launcher.bench.rmi;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private BareChild(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts one of that main class, which {@linkplain #readStub reads the stub}. */
    public static BareChild start(Class<?> mainClass, String stub) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(stub);
        JvmCommand command =
                JvmCommand.builder(mainClass.getName()).role("bench-bare").build();
        return new BareChild(ChildJvm.start(
                command, bytes.toByteArray(), (pid, stream, line) -> log.warn("[bare JVM, pid {}] {}", pid, line)));
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

    /** In the child: reads the stub. */
    public static String readStub(InputStream input) throws IOException {
        return new DataInputStream(input).readUTF();
    }

    /** In the child: waits for the end of the input, and ends. */
    public static void endWith(InputStream input) throws IOException {
        int more;
        do {
            more = input.read();
        } while (more >= 0);
        Runtime.getRuntime().halt(0); // RMI's threads would keep it
    }
}
