package dev.covalent.launcher.bench.rmi;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a JVM that knows nothing of Covalent is told over its standard input: a stub, and by its end to end. */
public final class BareInput {
    private BareInput() {}

    /** Reads the stub. */
    public static String readStub(InputStream input) throws IOException {
        return new DataInputStream(input).readUTF();
    }

    /** Waits for the end of the input, and ends this JVM. */
    public static void endWith(InputStream input) throws IOException {
        int more;
        do {
            more = input.read();
        } while (more >= 0);
        Runtime.getRuntime().halt(0); // RMI's threads would keep it
    }
}
